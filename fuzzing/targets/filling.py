"""Protobuf messages made of any bytes: fields by number, so that handlers are reached."""

from typing import cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

_DEPTH, _REPEATS = 4, 4


class Reader:
    """Bytes taken one after the other; after the last, zeros."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def byte(self) -> int:
        """The next one."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def some(self) -> bytes:
        """As many as the next byte says."""
        size = self.byte()
        self._at += size
        return self._data[self._at - size : self._at]

    @property
    def over(self) -> bool:
        """Whether all is read."""
        return self._at >= len(self._data)


def fill(message: Message, reader: Reader, words: tuple[str, ...], depth: int = 0) -> None:
    """Sets fields of `message` as `reader` says; texts are its bytes or one of `words`."""
    fields = message.DESCRIPTOR.fields
    for _ in range(reader.byte() % 6):
        if not fields or reader.over:
            return
        field = cast(FieldDescriptor, fields[reader.byte() % len(fields)])
        _set(message, field, reader, words, depth)


def _set(
    message: Message, field: FieldDescriptor, reader: Reader, words: tuple[str, ...], depth: int
) -> None:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        if field.message_type.fields_by_name["value"].message_type is None:
            getattr(message, field.name)[_text(reader, words)] = _scalar(
                field.message_type.fields_by_name["value"], reader, words
            )
    elif field.message_type is not None:
        if depth < _DEPTH:
            _inner(message, field, reader, words, depth)
    elif field.is_repeated:
        values = [_scalar(field, reader, words) for _ in range(reader.byte() % _REPEATS)]
        getattr(message, field.name).extend(values)
    else:
        setattr(message, field.name, _scalar(field, reader, words))


def _inner(
    message: Message, field: FieldDescriptor, reader: Reader, words: tuple[str, ...], depth: int
) -> None:
    if not field.is_repeated:
        inner = getattr(message, field.name)
        inner.SetInParent()
        fill(inner, reader, words, depth + 1)
        return
    for _ in range(reader.byte() % _REPEATS):
        fill(getattr(message, field.name).add(), reader, words, depth + 1)


def _text(reader: Reader, words: tuple[str, ...]) -> str:
    chosen = reader.byte()
    if chosen < 2 * len(words):
        return words[chosen // 2]
    return reader.some().decode(errors="replace")


def _scalar(
    field: FieldDescriptor, reader: Reader, words: tuple[str, ...]
) -> str | bytes | float | int | bool:
    kind = field.cpp_type
    if kind == FieldDescriptor.CPPTYPE_STRING:
        binary = field.type == FieldDescriptor.TYPE_BYTES
        return reader.some() if binary else _text(reader, words)
    if kind in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        return float(reader.byte() - 128)
    if kind == FieldDescriptor.CPPTYPE_BOOL:
        return bool(reader.byte() & 1)
    if kind == FieldDescriptor.CPPTYPE_ENUM:
        return reader.byte() % 16
    return _whole(kind, reader)


def _whole(kind: int, reader: Reader) -> int:
    bits = 64 if kind in (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64) else 32
    value = int.from_bytes(bytes(reader.byte() for _ in range(reader.byte() % (bits // 8 + 1))))
    signed = kind in (FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_INT64)
    return value - (1 << bits) if signed and value >> (bits - 1) else value
