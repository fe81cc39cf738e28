"""Whether somebody a plan may be shared with is named where harm was spoken of. Pure.

It looks for names in words that were confirmed as being about risk or about protection from abuse,
and in what colleagues noted. It says what it found, and decides nothing; finding nothing means
nothing. So it would sooner ask too often: a first name alone is enough.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from conversations.phrases import mutations, sentences


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


class CopyShape(StrEnum):
    """The form a copy was given in. Stored by value: never rename one."""

    SCREEN = "screen"
    PAPER = "paper"
    PDF = "pdf"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    TEXT = "text"
    AUDIO = "audio"
    OTHER = "other"


class WhyWarned(StrEnum):
    """What led to a warning."""

    NAMED = "named"  # their name stands in the words
    KIN = "kin"  # a word for what they are to the person stands in the words
    NOTED = "noted"  # a colleague noted them


@dataclass(frozen=True, slots=True)
class Warned:
    """One reason to stop and think: the words it rests on."""

    why: WhyWarned
    words: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody a colleague noted, and the reason they gave."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is known of the person whose plan it is, when somebody is to be given it."""

    own_name: str
    participants: tuple[str, ...] = ()  # names as noted: "Robert Hughes (Bob)"
    spoken_of: tuple[str, ...] = ()  # confirmed words about risk or protection
    noted: tuple[Noted, ...] = ()


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES: Final = _listed(
    "mr mrs ms miss mx dr doctor doctores prof athro rev reverend parch parchedig canon sir syr "
    "lady ledi lord arglwydd father nurse nyrs councillor cllr cyng"
)
_JOINING: Final = _listed("ap ab ferch van de der von bin al y yr")
_KIN: Final = {
    Relation.PARTNER: _listed(
        "husband wife partner boyfriend girlfriend fiance spouse gwr gwraig cariad"
    ),
    Relation.PARENT: _listed(
        "mother father mum mam mummy mami dad daddy dadi tad tada parents rhieni"
    ),
    Relation.CHILD: _listed(
        "son daughter sons daughters lad boy mab merch hogyn hogan bachgen plant children"
    ),
    Relation.SIBLING: _listed("brother sister brothers sisters brawd chwaer brodyr chwiorydd"),
    Relation.CARER: _listed("carer carers gofalwr gofalwyr"),
}
# Names that are words too: these count as names only with a capital.
_ALSO_WORDS: Final = _listed(
    "will mark rose grace hope may june bill rob pat dawn art joy faith guy jack lee ray drew "
    "haf heulwen gwen aur eira mai non nan wyn glas dale cliff brook iris ivy daisy lily chase "
    "frank ernest miles grant victor gene sue bob nick rich chip dot"
)
_ALIAS: Final = re.compile(
    r"[(\[\"“”‘’«]\s*([^()\[\]\"“”‘’«»]{2,60}?)\s*[)\]\"“”‘’»]"
    r"|(?:\bknown as|\bcalled|\bneu|\bsef|\baka|\balias|/)\s+([^\s,;()]{2,40})",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def warnings_for(recipient: str, relation: Relation, sharing: Sharing) -> tuple[Warned, ...]:
    """Return every reason to stop and think before this somebody is given the plan."""
    if relation is Relation.PERSON:
        return ()
    names = _names(recipient, sharing)
    found = [
        Warned(WhyWarned.NOTED, each.reason) for each in sharing.noted if names.also(each.name)
    ]
    kin = _kin_words(recipient, relation)
    for words in dict.fromkeys(sharing.spoken_of):
        if names.stand_in(words):
            found.append(Warned(WhyWarned.NAMED, words))
        elif any(_plain(token) in kin for token in _TOKEN.findall(words)):
            found.append(Warned(WhyWarned.KIN, words))
    return tuple(found)


def in_sentences(words: str) -> tuple[str, ...]:
    """Return confirmed words sentence by sentence, so that a warning shows what it rests on."""
    return sentences(words) or (words,)


@dataclass(frozen=True, slots=True)
class _Names:
    """What somebody may be called: first names and nicknames, and family names."""

    given: frozenset[str]
    family: frozenset[str]
    is_shared: bool  # the family name is the person's own too

    def stand_in(self, words: str) -> bool:
        tokens = _TOKEN.findall(words)
        return any(_is_called(token, self.given) for token in tokens) or self._by_family(tokens)

    def _by_family(self, tokens: list[str]) -> bool:
        for place, token in enumerate(tokens):
            if _is_called(token, self.family):
                before = _plain(tokens[place - 1]) if place else ""
                if before in _TITLES or not self.is_shared:
                    return True
        return False

    def also(self, name: str) -> bool:
        """Tell whether a noted name may be the same somebody."""
        other = [_plain(token) for token in _TOKEN.findall(_without_aliases(name))]
        nicknames = {_plain(token) for alias in _aliases(name) for token in _TOKEN.findall(alias)}
        given, family = _split(other)
        if given & self.given or nicknames & self.given:
            return not (family and self.family) or bool(family & self.family)
        return not given and bool(family & self.family)


def _names(recipient: str, sharing: Sharing) -> _Names:
    given, family = _split([_plain(token) for token in _TOKEN.findall(_without_aliases(recipient))])
    called = set(given) | _alias_tokens(recipient)
    for participant in sharing.participants:
        theirs, their_family = _split(
            [_plain(token) for token in _TOKEN.findall(_without_aliases(participant))]
        )
        group = theirs | _alias_tokens(participant)
        is_same_family = not family or not their_family or bool(family & their_family)
        if group & called and is_same_family:
            called |= group
            family |= their_family
    own = {_plain(token) for token in _TOKEN.findall(sharing.own_name)}
    kin = frozenset(word for words in _KIN.values() for word in words)
    return _Names(frozenset(called - kin), frozenset(family), bool(family & own))


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
    tokens = {_plain(token) for alias in _aliases(name) for token in _TOKEN.findall(alias)[:1]}
    return {token for token in tokens if token not in _TITLES and len(token) > 1}


def _without_aliases(name: str) -> str:
    return _ALIAS.sub(" ", name)


def _is_called(token: str, names: Iterable[str]) -> bool:
    plain = _plain(token)
    has_capital = token[:1].isupper()
    for name in names:
        if plain in (name, f"{name}s") and (has_capital or name not in _ALSO_WORDS):
            return True
        # "i Gatrin", "ei Fair": a mutated name is written with a capital, and is no other word.
        if has_capital and plain in mutations(name)[1:]:
            return True
    return False


def _kin_words(recipient: str, relation: Relation) -> frozenset[str]:
    said = {_plain(token) for token in _TOKEN.findall(recipient)}
    told = [kin & said for kin in _KIN.values()]
    words = _KIN.get(relation, frozenset()).union(*told)
    return frozenset(each for word in words for each in mutations(word) if len(each) > 2)


def _plain(token: str) -> str:
    token = re.sub(r"['’]s$", "", token)
    decomposed = unicodedata.normalize("NFD", token.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
