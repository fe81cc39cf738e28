"""Who somebody is to the person, and the words in which people say so. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from app.plans.tokens import listed, plain, tokens_of
from conversations.phrases import mutations


class Relation(StrEnum):
    """Who somebody is to the person. Stored by value: never rename one."""

    PERSON = "person"
    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    FAMILY = "family"
    FRIEND = "friend"
    CARER = "carer"
    ADVOCATE = "advocate"
    AUTHORISED = "authorised"  # attorney, deputy, or asked by the person to act
    BEST_INTERESTS = "best_interests"
    PROVIDER = "provider"
    OTHER = "other"


RELATED: Final = (
    *(Relation.PARTNER, Relation.PARENT, Relation.CHILD, Relation.SIBLING, Relation.FAMILY),
)
# Each row: whom it may be said of, then the words that mean one thing, English and Welsh.
_KIN: Final[tuple[tuple[tuple[Relation, ...], str, str], ...]] = (
    ((Relation.PARTNER,), "husband hubby", "gwr"),
    ((Relation.PARTNER,), "wife missus", "gwraig"),
    ((Relation.PARTNER,), "partner boyfriend girlfriend fiance fiancee spouse ex", "cariad cymar"),
    ((Relation.PARENT,), "mother mum mummy stepmother stepmum", "mam mami llysfam"),
    ((Relation.PARENT,), "father dad daddy stepfather stepdad", "tad tada dadi llystad"),
    ((Relation.PARENT,), "parent parents", "rhiant rhieni"),
    ((Relation.CHILD,), "son sons lad boy stepson", "mab meibion hogyn bachgen llysfab"),
    ((Relation.CHILD,), "daughter daughters girl stepdaughter", "merch merched hogan llysferch"),
    ((Relation.CHILD,), "child children kids", "plentyn plant"),
    ((Relation.SIBLING,), "brother brothers stepbrother", "brawd brodyr llysfrawd"),
    ((Relation.SIBLING,), "sister sisters stepsister", "chwaer chwiorydd llyschwaer"),
    ((Relation.FAMILY,), "nephew nephews", "nai neiaint"),
    ((Relation.FAMILY,), "niece nieces", "nith nithoedd"),
    ((Relation.FAMILY,), "uncle uncles", "ewythr ewyrth wncwl yncl"),
    ((Relation.FAMILY,), "aunt aunts auntie aunty", "modryb modrybedd anti"),
    ((Relation.FAMILY,), "cousin cousins", "cefnder cefndryd cyfnither cyfnitherod"),
    ((Relation.FAMILY,), "grandson grandsons", "wyr"),
    ((Relation.FAMILY,), "granddaughter granddaughters", "wyres"),
    ((Relation.FAMILY,), "grandchild grandchildren grandkids", "wyrion"),
    ((Relation.FAMILY,), "grandmother grandma gran granny nan nana", "nain mamgu mam-gu"),
    ((Relation.FAMILY,), "grandfather grandad granddad grandpa", "taid tadcu tad-cu"),
    ((Relation.FAMILY,), "in-law in-laws", "nghyfraith yng-nghyfraith"),
    (RELATED, "family relatives", "teulu perthnasau"),
    ((Relation.FRIEND,), "friend friends mate mates", "ffrind ffrindiau cyfaill"),
    ((Relation.FRIEND,), "neighbour neighbours", "cymydog cymdoges cymdogion"),
    ((Relation.CARER, Relation.PROVIDER), "carer carers", "gofalwr gofalwyr gofalwraig"),
    ((Relation.PROVIDER,), "staff", "staff"),
)
# What a mutation makes that is another word: hwyr is late, and hardly ever "her grandson".
_OTHER_WORDS: Final = listed("hwyr")


def kin_words(relations: Iterable[Relation], said: Iterable[str]) -> frozenset[str]:
    """Return every word for what somebody is: by relation, and by the words already said of them.

    Both languages together, because a nephew in one sentence may be "fy nai" in the next.
    """
    related, spoken = set(relations), kin_in(said)
    found = [words for whom, words in _rows() if related & set(whom) or words & spoken]
    return frozenset().union(*found)


def kin_in(words: Iterable[str]) -> frozenset[str]:
    """Return the words for kin that stand in these words."""
    return frozenset(kin for token in words for kin in kin_of(token))


def kin_of(token: str) -> frozenset[str]:
    """Return the words for kin in one word: "son-in-law" is a son and an in-law."""
    whole = plain(token)
    parts = {whole, *whole.split("-")}
    if "-in-law" in whole:
        parts.add("in-law")
    return frozenset(parts) & _all_kin()


def kin_tokens(words: str) -> list[str]:
    """Return the words of a sentence, "son in law" written as one."""
    return tokens_of(words.replace(" in law", "-in-law"))


@cache
def _rows() -> tuple[tuple[tuple[Relation, ...], frozenset[str]], ...]:
    return tuple((whom, _forms(en, cy)) for whom, en, cy in _KIN)


def _forms(english: str, welsh: str) -> frozenset[str]:
    mutated = {each for word in listed(welsh) for each in mutations(word) if len(each) > 2}
    return (listed(english) | mutated) - _OTHER_WORDS


@cache
def _all_kin() -> frozenset[str]:
    return frozenset().union(*(words for _whom, words in _rows()))
