"""Why a rehearsal did not come to its end, in both languages."""


class RehearsalFailed(Exception):
    """The rehearsal cannot go on. `vi` and `en` say why and, where known, what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en
