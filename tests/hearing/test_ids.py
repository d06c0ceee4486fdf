from hearing.ids import identifier


def test_an_identifier_carries_all_its_randomness_and_no_letter_to_misread() -> None:
    assert identifier("hrg", bytes(10)) == "hrg_" + "0" * 16
    assert identifier("hrg", b"\xff" * 10) == "hrg_" + "z" * 16
    assert identifier("dev", bytes(range(10))) == "dev_000g40r40m30e209"
    made = {identifier("x", bytes([a, b])) for a in range(256) for b in range(256)}
    assert len(made) == 256 * 256
    assert not set("ilou") & set("".join(name[2:] for name in made))
