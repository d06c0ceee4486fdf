"""An example of anything that a schema describes: its own, or one made by name. Pure."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_DEEPEST = 12
_IDS: Mapping[str, str] = {
    "absence": "abs_0a1b2c3d4e5f6g7h",
    "case": "cas_3k5m7n9p1q3r5s7t",
    "court": "crt_0j8m2n4p6q8r0s2t",
    "courtroom": "pt_1a2b3c4d5e6f7g8h",
    "delivery": "dlv_7h8j9k0m1n2p3q4r",
    "device": "dev_2b3c4d5e6f7g8h9j",
    "devices": "dev_2b3c4d5e6f7g8h9j",
    "hearing": "hrg_5m6n7p8q9r0s1t2v",
    "link": "lnk_6n7p8q9r0s1t2v3w",
    "people": "per_4d5e6f7g8h9j0k1m",
    "listing": "lst_9m0n1p2q3r4s5t6v",
    "judge": "per_4d5e6f7g8h9j0k1m",
    "judges": "per_4d5e6f7g8h9j0k1m",
    "room": "pt_1a2b3c4d5e6f7g8h",
    "rooms": "pt_1a2b3c4d5e6f7g8h",
    "cases": "cas_3k5m7n9p1q3r5s7t",
    "person": "per_4d5e6f7g8h9j0k1m",
    "point": "pt_1a2b3c4d5e6f7g8h",
    "points": "pt_1a2b3c4d5e6f7g8h",
    "render": "rnd_8j9k0m1n2p3q4r5s",
    "seat": "seat_9k0m1n2p3q4r5s6t",
    "seats": "seat_9k0m1n2p3q4r5s6t",
    "staff": "stf_0m1n2p3q4r5s6t7v",
    "webhook": "whk_1n2p3q4r5s6t7v8w",
}
_WORDS: Mapping[str, str] = {
    "body": "{}",
    "case_number": "12/2026/HSST",
    "code": "booking.conflict",
    "court_name": "Tòa án nhân dân khu vực 1",
    "display": "Nguyễn Thị Hòa",
    "email": "hoa.nt@toaan.example",
    "en": "Defence counsel",
    "event": "hearing.scheduled",
    "file": "/api/v1/renders/rnd_8j9k0m1n2p3q4r5s/file",
    "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "key": "courtroom",
    "name": "Nguyễn Thị Hòa",
    "note": "Công văn 15/2026",
    "number": "12/2026/HSST",
    "password": "một mật khẩu dài",
    "new": "một mật khẩu khác",
    "phone": "+84912345678",
    "reason": "Bị cáo vắng mặt có lý do chính đáng",
    "socket": "/api/v1/seats/seat_9k0m1n2p3q4r5s6t/socket",
    "title": "Phiên tòa sơ thẩm vụ án số 12/2026/HSST",
    "user": "hoa.nt",
    "vi": "Người bào chữa",
    "zone": "Asia/Ho_Chi_Minh",
}
_FORMATS: Mapping[str, str] = {
    "date-time": "2026-03-02T01:00:00Z",
    "date": "2026-03-02",
    "uri": "https://hearings.example/",
    "binary": "",
}


class Samples:
    """Makes examples from the schemas of one document."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def of(self, schema: Schema, name: str = "", depth: int = 0) -> Any:
        """An example that `schema` allows. `name`: of the field, which says what it is."""
        if "$ref" in schema:
            target = str(schema["$ref"]).rpartition("/")[2]
            return self.of(self._schemas[target], _of_model(target, name), depth)
        found, value = _given(schema)
        if found:
            return value
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return self._one_of(schema[several], name, depth)
        return self._made(schema, name, depth)

    def _one_of(self, several: list[Schema], name: str, depth: int) -> Any:
        real = [one for one in several if one.get("type") != "null"]
        return None if not real or depth > _DEEPEST else self.of(real[0], name, depth)

    def _made(self, schema: Schema, name: str, depth: int) -> Any:
        match schema.get("type"):
            case "object":
                return self._object(schema, name, depth)
            case "array":
                return self._array(schema, name, depth)
            case "string":
                return _string(schema, name)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return True
            case _:
                return {}

    def _object(self, schema: Schema, name: str, depth: int) -> dict[str, Any]:
        known = schema.get("properties", {})
        made = {key: self.of(one, key, depth + 1) for key, one in known.items()}
        if "id" in made and made["id"] == _IDS["hearing"]:
            made["id"] = _IDS.get(name, made["id"])
        return made

    def _array(self, schema: Schema, name: str, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.of(one, name, depth + 1) for one in schema["prefixItems"]]
        if depth > _DEEPEST and not schema.get("minItems"):
            return []
        return [self.of(schema.get("items", {}), name, depth + 1)]


def _given(schema: Schema) -> tuple[bool, Any]:
    """The example the schema itself has."""
    for name in ("examples", "enum"):
        if schema.get(name):
            return True, schema[name][0]
    for name in ("example", "const"):
        if name in schema:
            return True, schema[name]
    return False, None


def _of_model(model: str, name: str) -> str:
    """A model says what its `id` is of, where the field does not."""
    plain = model.removesuffix("Told").lower()
    for known in (plain, plain.removesuffix("line"), name):
        if known in _IDS:
            return known
    return next((one for one in _IDS if plain.startswith(one)), name)


def _string(schema: Schema, name: str) -> str:
    text = _FORMATS.get(schema.get("format", "")) or _WORDS.get(name)
    if schema.get("pattern", "").startswith("^[a-z]{2,8}_"):
        return _IDS.get(name, _IDS["hearing"])
    if text is None:
        text = _IDS.get(name, "ví dụ")
    return text[: schema.get("maxLength")].ljust(schema.get("minLength", 0), "0")


def _number(schema: Schema) -> Any:
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    return max(least, min(1, schema.get("maximum", 1)))
