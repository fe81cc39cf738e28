import pytest

from app.reviews.codes import ALPHABET, new_code, read_code


def test_a_code_is_three_groups_of_letters_that_cannot_be_mistaken() -> None:
    groups = new_code().grouped.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_two_codes_are_never_the_same() -> None:
    assert len({new_code().grouped for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        "0123-45AB-CDEF",
        "o123-45ab-cdef",
        "OI23 45ab cdef",
        "ol23–45AB–CDEF",
        "  012345abcdef ",
        "0 1 2 3 4 5 A B C D E F",
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    code = read_code(typed)
    assert code is not None
    assert (code.locator, code.secret) == ("0123", "45ABCDEF")


@pytest.mark.parametrize("typed", ["", "0123-45AB", "0123-45AB-CDEFG", "U123-45AB-CDEF", "ŵ" * 12])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_a_code_in_a_message_or_a_log_shows_nothing() -> None:
    code = new_code()
    assert code.secret not in repr(code)
    assert code.secret not in f"{code}"
