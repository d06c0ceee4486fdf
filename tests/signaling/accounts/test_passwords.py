"""Rulings on passwords."""

import unicodedata
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher

from hearing.refusal import Refusal
from signaling.accounts.passwords import LONGEST, Passwords

GOOD = "mật khẩu của Hòa"


async def test_a_password_is_kept_as_argon2id_and_compared() -> None:
    """However its letters are composed; a long one whole."""
    passwords = Passwords()
    kept = await passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != await passwords.hashed(GOOD)
    assert await passwords.right(unicodedata.normalize("NFD", GOOD), kept)
    assert not await passwords.right(GOOD + " ", kept)
    long = await passwords.hashed("à" * LONGEST)
    assert not await passwords.right("à" * (LONGEST - 1), long)


@pytest.mark.parametrize(
    ("password", "code"),
    [("", "password.short"), ("à" * 9, "password.short"), ("x" * 201, "password.long")],
)
async def test_a_password_is_neither_short_nor_endless(password: str, code: str) -> None:
    """Ten characters at least, beside a second factor."""
    with pytest.raises(Refusal) as refused:
        await Passwords().hashed(password)
    assert refused.value.code == code


@pytest.mark.parametrize("password", ["\ud800", "\x00", "x" * 1000])
async def test_whatever_is_typed_is_only_wrong(password: str) -> None:
    """Never a failure of ours."""
    passwords = Passwords()
    assert not await passwords.right(password, await passwords.hashed(GOOD))
    assert not await passwords.right(password, "no hash at all")


async def test_an_account_nobody_has_costs_the_same_work() -> None:
    """One verification either way, with the same parameters: time tells nothing."""
    passwords = Passwords()
    kept = await passwords.hashed(GOOD)
    worked: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hash: str, password: str) -> bool:
        worked.append(hash)
        return verify(self, hash, password)

    with patch.object(PasswordHasher, "verify", counted):
        assert not await passwords.right(GOOD, None)
        assert not await passwords.right("nobody's password", None)
        assert not await passwords.right("another", kept)
    assert len(worked) == 3
    assert len({hash.rsplit("$", 2)[0] for hash in worked}) == 1


def test_a_weaker_hash_is_seen() -> None:
    """It is made anew at the next sign-in."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    assert Passwords().stale(weak)
