"""Rulings on logs: an error is told by what it is and where, never by what it says."""

import logging

from signaling.app.logs import Nameless, told


def _fill() -> None:
    raise OSError(28, "No space left for Nguyễn Văn A")


def _seat() -> None:
    try:
        _fill()
    except OSError as full:
        raise KeyError("Trần Thị B") from full


def _broken() -> BaseException:
    try:
        _seat()
    except KeyError as error:
        return error
    raise AssertionError


def test_an_error_is_told_by_class_number_and_place() -> None:
    line = told(_broken())
    assert line.startswith("KeyError at test_logs.py:")
    assert "; after OSError(28) at test_logs.py:" in line


def test_no_word_of_an_error_reaches_a_log() -> None:
    assert "Nguyễn" not in told(_broken())
    assert "Trần" not in told(ExceptionGroup("Lê Văn C", [ValueError("Trần Thị B")]))


def test_a_librarys_traceback_is_told_likewise() -> None:
    error = _broken()
    exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("uvicorn", 40, "", 1, "it broke", None, exc_info)
    line = Nameless("%(message)s").format(record)
    assert line.startswith("it broke\nKeyError at test_logs.py:")
    assert "Nguyễn" not in line
