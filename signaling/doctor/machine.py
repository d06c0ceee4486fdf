"""The machine: ports, clock, disk."""

import asyncio
import ctypes
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from signaling.app.ports import of_all, taken
from signaling.doctor.finding import Finding, Patient, fail, ok, warn

GIGABYTE = 1_000_000_000
LEAST_GB = 2
ENOUGH_GB = 20
RECORD_GB_AN_HOUR = 5.5  # six people at 2 Mbit/s
SLOW_SYNC_S = 0.2
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised


async def ports(patient: Patient) -> Finding:
    """TCP for pages and signalling, UDP for media: ours, or free."""
    settings = patient.settings
    wanted = of_all(settings)
    names = ", ".join(map(str, wanted))
    if patient.running:
        return ok("ports", f"Hệ thống đang chạy trên {names}.", f"Running on {names}.")
    if which := ", ".join(map(str, taken(wanted))):
        return fail(
            "ports",
            f"{which} đang bị chương trình khác dùng. Dừng nó hoặc chọn cổng khác bằng --port.",
            f"{which} is in use by another program. Stop it, or choose another with --port.",
        )
    return ok("ports", f"{names} còn trống.", f"{names} are free.")


async def clock(_patient: Patient) -> Finding:
    """Evidence says when: the clock must follow a time server."""
    synchronised = kernel_clock_synchronised()
    if synchronised is None:
        return warn(
            "clock",
            "Không biết đồng hồ có được đồng bộ không. Kiểm tra NTP của máy.",
            "Whether the clock is synchronised is not known. Check the machine's NTP.",
        )
    if not synchronised:
        return warn(
            "clock",
            "Đồng hồ không được đồng bộ. Bật NTP (timedatectl set-ntp true).",
            "The clock is not synchronised. Turn NTP on (timedatectl set-ntp true).",
        )
    return ok("clock", "Đồng hồ được đồng bộ.", "The clock is synchronised.")


def kernel_clock_synchronised() -> bool | None:
    """What the kernel says; None where it cannot be asked. Source: adjtimex(2)."""
    if sys.platform != "linux":
        return None
    question = ctypes.create_string_buffer(512)  # struct timex, all zero: change nothing
    state: int = ctypes.CDLL(None, use_errno=True).adjtimex(question)
    return None if state < 0 else state != _TIME_ERROR


async def disk(patient: Patient) -> Finding:
    """Room for the record, and a disk that keeps what it was told to keep, in time."""
    folder = existing(patient.settings.data_dir)
    if not os.access(folder, os.W_OK | os.X_OK):
        return fail(
            "disk",
            f"Không ghi được vào {folder}. Sửa quyền hoặc chọn --data-dir khác.",
            f"{folder} cannot be written. Change its rights, or choose another --data-dir.",
        )
    free = shutil.disk_usage(folder).free / GIGABYTE
    hours = free / RECORD_GB_AN_HOUR
    vi = f"Còn {free:.0f} GB, đủ ghi khoảng {hours:.0f} giờ."
    en = f"{free:.0f} GB free, about {hours:.0f} hours of recording."
    if free < LEAST_GB:
        return fail("disk", f"{vi} Giải phóng dung lượng.", f"{en} Make room.")
    if free < ENOUGH_GB:
        return warn("disk", f"{vi} Nên giải phóng thêm.", f"{en} Better make room.")
    took = await asyncio.to_thread(sync_time, folder)
    if took > SLOW_SYNC_S:
        return warn(
            "disk",
            f"{vi} Đĩa chậm: ghi bền mất {took * 1000:.0f} ms. Nên dùng SSD.",
            f"{en} The disk is slow: a durable write took {took * 1000:.0f} ms. Better an SSD.",
        )
    return ok("disk", vi, en)


def existing(folder: Path) -> Path:
    """`folder`, or the nearest above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder


def sync_time(folder: Path) -> float:
    """Seconds that a durable write of a block takes: the median of five."""
    took = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(5):
            began = time.perf_counter()
            file.write(bytes(256 * 1024))
            file.flush()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - began)
    return sorted(took)[2]
