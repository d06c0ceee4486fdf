"""A second verifier, written from docs/evidence-format.md with nothing of ours.

It holds the document and the format to each other: a change of either must be a new version.
"""

import hashlib
import json
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.recording.conftest import Case


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _hash(tag: str, *data: bytes) -> bytes:
    return hashlib.sha256(tag.encode() + b"\0" + b"".join(data)).digest()


def _verify(key: str, signature: str | bytes, message: bytes) -> None:
    raw = bytes.fromhex(signature) if isinstance(signature, str) else signature
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(raw, message)


def _certificate(paper: dict[str, Any], root: str) -> None:
    assert paper["issuer"] == root
    body = {name: value for name, value in paper.items() if name != "signature"}
    _verify(root, paper["signature"], b"phientoa/certificate/v1\0" + _canonical(body))


def _wall(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000_000)


def _blocks(data: bytes) -> list[tuple[bytes, bytes, list[tuple[bytes, bytes]]]]:
    """(header, signature, [(salt, payload)]) of each block of a segment."""
    found, at = [], 0
    while at < len(data):
        assert data[at : at + 8] == bytes.fromhex("50544a424c4b010a")
        (length,) = struct.unpack_from("!I", data, at + 8)
        header = data[at + 12 : at + 12 + length]
        at += 12 + length
        signature = data[at : at + 64]
        at += 64
        bodies = []
        for shard in json.loads(header)["shards"]:
            assert data[at] == 1
            bodies.append((data[at + 1 : at + 17], data[at + 17 : at + 17 + shard["bytes"]]))
            at += 17 + shard["bytes"]
        found.append((header, signature, bodies))
    return found


def _packets(payload: bytes) -> int:
    """RTP packets in a payload."""
    count = at = 0
    while at < len(payload):
        kind, _, length = struct.unpack_from("!BQH", payload, at)
        count += kind == 1
        at += 11 + length
    assert at == len(payload)
    return count


def _part(bundle: Path, part: dict[str, Any], root: str) -> list[dict[str, Any]]:
    """The headers of a part, each block checked."""
    directory = bundle / "parts" / f"{part['part']:03d}"
    paper = json.loads((directory / "certificate.json").read_bytes())
    _certificate(paper, root)
    name = hashlib.sha256(bytes.fromhex(paper["public_key"])).hexdigest()[:16]
    headers: list[dict[str, Any]] = []
    previous = b""
    for segment in sorted(directory.glob("segment-*.ptj")):
        for raw, signature, bodies in _blocks(segment.read_bytes()):
            header = json.loads(raw)
            if not headers:
                place = f"{header['hearing']}/{part['part']}".encode()
                previous = _hash("phientoa/journal/genesis/v1", place)
            assert (header["block"], header["prev"]) == (len(headers), previous.hex())
            assert (header["key"], header["part"]) == (name, paper["part"])
            assert _wall(paper["not_before"]) <= header["wall"] <= _wall(paper["not_after"])
            previous = _hash("phientoa/journal/link/v1", raw)
            _verify(paper["public_key"], signature, b"phientoa/journal/seal/v1\0" + previous)
            for shard, (salt, payload) in zip(header["shards"], bodies, strict=True):
                commitment = _hash("phientoa/journal/shard/v1", salt, payload)
                assert shard["commitment"] == commitment.hex()
                counted = sum(one["packets"] for one in shard["ranges"])
                assert counted == _packets(payload)
            headers.append(header)
    assert (len(headers), previous.hex()) == (part["blocks"], part["head"])
    return headers


def test_the_document_is_enough_to_verify_a_bundle(held: Case) -> None:
    bundle = held.bundle
    root = json.loads(held.trust.read_bytes())["root"]
    raw = (bundle / "manifest.json").read_bytes()
    manifest = json.loads(raw)
    assert raw == _canonical(manifest) + b"\n"
    papers = json.loads((bundle / "manifest.sig.json").read_bytes())
    digest = hashlib.sha256(raw)
    assert papers["manifest_sha256"] == digest.hexdigest()
    _certificate(papers["certificate"], root)
    message = b"phientoa/bundle/manifest/v1\0" + digest.digest()
    _verify(papers["certificate"]["public_key"], papers["signature"], message)
    for entry in manifest["files"]:
        data = (bundle / entry["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (
            entry["bytes"],
            entry["sha256"],
        )

    rows = (bundle / "ledger.jsonl").read_bytes().split(b"\n")[:-1]
    hashes, previous = [], bytes(32)
    for seq, row in enumerate(rows, 1):
        assert (json.loads(row)["seq"], json.loads(row)["prev"]) == (seq, previous.hex())
        previous = _hash("phientoa/ledger/v1", row)
        hashes.append(previous.hex())
    assert manifest["ledger"] == {"rows": len(rows), "head": hashes[-1]}

    parts = [_part(bundle, part, root) for part in manifest["parts"]]
    for headers in parts:
        for header in headers:
            cited = header["ledger"]
            assert cited["hash"] == hashes[cited["seq"] - 1]
    previous_part = parts[1][0]["events"][0]["previous"]
    assert previous_part["link"] == manifest["parts"][0]["head"]
    assert parts[-1][-1]["events"][-1]["e"] == "close"
