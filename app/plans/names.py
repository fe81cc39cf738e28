"""What somebody may be called, and where a sentence names them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.plans.kinship import kin_of
from app.plans.tokens import listed, plain, tokens_of
from conversations.phrases import mutations


_TITLES: Final = listed(
    "mr mrs ms miss mx dr doctor doctores prof athro rev reverend parch parchedig canon sir syr "
    "lady ledi lord arglwydd father nurse nyrs councillor cllr cyng"
)
_JOINING: Final = listed("ap ab ferch van de der von bin al y yr")
# Names that are words too: these count as names only with a capital.
_ALSO_WORDS: Final = listed(
    "will mark rose grace hope may june bill rob pat dawn art joy faith guy jack lee ray drew "
    "haf heulwen gwen aur eira mai non nan wyn glas dale cliff brook iris ivy daisy lily chase "
    "frank ernest miles grant victor gene sue bob nick rich chip dot"
)
_ALIAS: Final = re.compile(
    r"[(\[\"“”‘’«]\s*([^()\[\]\"“”‘’«»]{2,60}?)\s*[)\]\"“”‘’»]"
    r"|(?:\bknown as|\bcalled|\bneu|\bsef|\baka|\balias|/)\s+([^\s,;()]{2,40})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody may be called: first names and nicknames, and family names."""

    given: frozenset[str]
    family: frozenset[str]
    is_shared: bool  # the family name is the person's own too

    def stand_in(self, words: str) -> bool:
        """Tell whether they are named in the words."""
        return bool(self.places_in(tokens_of(words)))

    def places_in(self, tokens: list[str]) -> list[int]:
        """Return where among the words they are named."""
        return [
            place
            for place, token in enumerate(tokens)
            if _is_called(token, self.given) or self._is_by_family(tokens, place)
        ]

    def _is_by_family(self, tokens: list[str], place: int) -> bool:
        if not _is_called(tokens[place], self.family):
            return False
        before = plain(tokens[place - 1]) if place else ""
        return before in _TITLES or not self.is_shared

    def also(self, name: str) -> bool:
        """Tell whether a noted name may be the same somebody."""
        other = [plain(token) for token in tokens_of(_without_aliases(name))]
        nicknames = {plain(token) for alias in _aliases(name) for token in tokens_of(alias)}
        given, family = _split(other)
        if given & self.given or nicknames & self.given:
            return not (family and self.family) or bool(family & self.family)
        return not given and bool(family & self.family)


def names_of(somebody: str, known: Iterable[str], own_name: str) -> Names:
    """Return what somebody may be called, their names in full and nicknames among those known."""
    given, family = _split([plain(token) for token in tokens_of(_without_aliases(somebody))])
    called = set(given) | _alias_tokens(somebody)
    for name in known:
        theirs, their_family = _split([plain(token) for token in tokens_of(_without_aliases(name))])
        group = theirs | _alias_tokens(name)
        is_same_family = not family or not their_family or bool(family & their_family)
        if group & called and is_same_family:
            called |= group
            family |= their_family
    own = {plain(token) for token in tokens_of(own_name)}
    called = {name for name in called if not kin_of(name)}
    return Names(frozenset(called), frozenset(family), bool(family & own))


def _split(tokens: list[str]) -> tuple[set[str], set[str]]:
    """Return the first name and the family name; with a title before it, one name is a family's."""
    names = [token for token in tokens if token not in _TITLES and token not in _JOINING]
    has_title = bool(tokens) and tokens[0] in _TITLES
    if len(names) == 1:
        return (set(), {names[0]}) if has_title else ({names[0]}, set())
    return ({names[0]}, {names[-1]}) if names else (set(), set())


def _aliases(name: str) -> list[str]:
    return [one or other for one, other in _ALIAS.findall(name)]


def _alias_tokens(name: str) -> set[str]:
    tokens = {plain(token) for alias in _aliases(name) for token in tokens_of(alias)[:1]}
    return {token for token in tokens if token not in _TITLES and len(token) > 1}


def _without_aliases(name: str) -> str:
    return _ALIAS.sub(" ", name)


def _is_called(token: str, names: Iterable[str]) -> bool:
    word = plain(token)
    has_capital = token[:1].isupper()
    for name in names:
        if word in (name, f"{name}s") and (has_capital or name not in _ALSO_WORDS):
            return True
        # "i Gatrin", "ei Fair": a mutated name is written with a capital, and is no other word.
        if has_capital and word in mutations(name)[1:]:
            return True
    return False
