"""What may help with a step, and the reasons that are given."""

import pytest

from app.directory.entries import Cost, Entry, Ring
from app.directory.matching import Looking, Reason, ReasonKind, areas_named, places_known, suggest
from tests.app.directory.entry_samples import entry


RELATE = Looking(domains=frozenset({"RELATE"}))


def keys(looking: Looking, *entries: Entry) -> list[str]:
    return [found.entry.key for found in suggest(looking, entries)]


def test_nothing_is_suggested_without_a_confirmed_domain() -> None:
    assert keys(Looking(domains=frozenset()), entry("a")) == []
    assert keys(RELATE, entry("a", domains=("HOME",)), entry("b", domains=())) == []


def test_a_withdrawn_entry_is_never_suggested() -> None:
    assert keys(RELATE, entry("gone", is_offered=False)) == []


def test_a_place_that_was_asked_for_keeps_other_places_out() -> None:
    near, far, anywhere = (
        entry("near"),
        entry("far", areas=("Treorchy",)),
        entry("w", areas=("Wales",)),
    )
    asked = Looking(domains=frozenset({"RELATE"}), area_asked="caernarfon")
    assert keys(asked, far, anywhere, near) == ["near", "w"]


def test_where_the_person_lives_keeps_other_places_out_unless_they_were_named() -> None:
    near, far, named = entry("near"), entry("far", areas=("Treorchy",)), entry("s", areas=("Rhyl",))
    home = Looking(domains=frozenset({"RELATE"}), home_places=("Caernarfon",))
    assert keys(home, far, named, near) == ["near"]
    [found] = suggest(home, [near])
    assert Reason(ReasonKind.HOME, "Caernarfon") in found.reasons
    both = Looking(domains=frozenset({"RELATE"}), home_places=("Caernarfon",), areas_said=("Rhyl",))
    assert keys(both, far, named, near) == ["near", "s"]


def test_a_place_that_was_asked_for_stands_before_where_the_person_lives() -> None:
    near, far = entry("near"), entry("far", areas=("Treorchy",))
    asked = Looking(
        domains=frozenset({"RELATE"}), home_places=("Caernarfon",), area_asked="Treorchy"
    )
    [found] = suggest(asked, [near, far])
    assert found.entry.key == "far"
    assert Reason(ReasonKind.AREA_ASKED, "Treorchy") in found.reasons


@pytest.mark.parametrize(
    ("home_area", "places"),
    [
        ("Caernarfon", ("Caernarfon",)),
        ("Twthill, caernarfon", ("caernarfon",)),
        ("Rachub", ()),
        ("", ()),
        ("A", ()),
        (" , ;", ()),
    ],
)
def test_where_the_person_lives_counts_as_far_as_the_directory_knows_it(
    home_area: str, places: tuple[str, ...]
) -> None:
    assert places_known(home_area, [entry("a"), entry("b", areas=("Treorchy",))]) == places


def test_a_place_that_was_named_in_the_words_counts_however_it_is_mutated() -> None:
    areas = ("Caernarfon", "Bangor", "Pontypridd")
    assert areas_named(areas, ["Dwi'n mynd i Gaernarfon ar y bws."]) == ("Caernarfon",)
    assert areas_named(areas, ["Ym Mhontypridd mae fy chwaer."]) == ("Pontypridd",)
    assert areas_named(areas, ["The bangorian choir"]) == ()


def test_somebody_who_prefers_welsh_is_offered_welsh_first_and_the_rest_after() -> None:
    english, welsh = entry("a", languages=("en",)), entry("b")
    prefers = Looking(domains=frozenset({"RELATE"}), prefers_welsh=True)
    assert keys(prefers, english, welsh) == ["b", "a"]
    only = Looking(domains=frozenset({"RELATE"}), only_welsh=True)
    assert keys(only, english, welsh) == ["b"]


def test_the_community_stands_before_a_service_and_free_before_paid() -> None:
    service = entry("a", ring=Ring.SERVICES)
    paid = entry("b", cost=Cost.SOME)
    free = entry("c")
    assert keys(RELATE, service, paid, free) == ["c", "b", "a"]
    only_free = Looking(domains=frozenset({"RELATE"}), only_free=True)
    assert "b" not in keys(only_free, service, paid, free)


def test_every_reason_is_true_of_the_entry() -> None:
    looking = Looking(
        domains=frozenset({"RELATE", "HOME"}),
        areas_said=("Caernarfon",),
        prefers_welsh=True,
        has_community=True,
    )
    [found] = suggest(looking, [entry("a", domains=("RELATE", "LEARN"))])
    assert found.reasons == (
        Reason(ReasonKind.DOMAIN, "RELATE"),
        Reason(ReasonKind.AREA_SAID, "Caernarfon"),
        Reason(ReasonKind.WELSH),
        Reason(ReasonKind.FREE),
        Reason(ReasonKind.COMMUNITY_LIKED),
    )
    [plain] = suggest(RELATE, [entry("b", cost=Cost.UNKNOWN, ring=Ring.SERVICES)])
    assert plain.reasons == (Reason(ReasonKind.DOMAIN, "RELATE"),)


def test_the_same_question_always_gets_the_same_answer() -> None:
    some = [entry(str(number)) for number in range(20)]
    assert keys(RELATE, *some) == keys(RELATE, *reversed(some))
    assert len(keys(RELATE, *some)) == 6
