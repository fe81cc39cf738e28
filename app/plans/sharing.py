"""Whether somebody a plan may be shared with is named where harm was spoken of. Pure.

It looks for names in words that were confirmed as being about risk or about protection from abuse,
and in what colleagues noted. It says what it found, and decides nothing; finding nothing means
nothing. So it would sooner ask too often: a first name alone is enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.plans.kinship import RELATED, Relation, kin_of, kin_tokens, kin_words
from app.plans.names import Names, names_of
from app.plans.passages import Passage
from app.plans.third_person import speaks_of_somebody


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
    NAMED_BEFORE = "named_before"  # the words say "he": their name stands just before
    KIN_BEFORE = "kin_before"  # the same with a word for what they are to the person
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
class TookPart:
    """Somebody who took part in a conversation, as noted there: "Robert Hughes (Bob)"."""

    name: str
    relation: Relation = Relation.OTHER


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is known of the person whose plan it is, when somebody is to be given it."""

    own_name: str
    participants: tuple[TookPart, ...] = ()
    spoken_of: tuple[Passage, ...] = ()  # confirmed words about risk or protection
    heard: tuple[str, ...] = ()  # every sentence said: "Dai is my nephew"
    noted: tuple[Noted, ...] = ()


# "He takes my money" may be about somebody named this many sentences earlier. A sentence that only
# says "he" again is not counted.
_FAR_BACK: Final = 3
# "Dai is my nephew", "fy nai, Dai": a name and the word for what they are stand this close.
_CLOSE: Final = 3


def warnings_for(recipient: str, relation: Relation, sharing: Sharing) -> tuple[Warned, ...]:
    """Return every reason to stop and think before this somebody is given the plan."""
    if relation is Relation.PERSON:
        return ()
    somebody = _somebody(recipient, relation, sharing)
    noted = [
        Warned(WhyWarned.NOTED, each.reason)
        for each in sharing.noted
        if somebody.names.also(each.name)
    ]
    return (*noted, *_in_passages(somebody, sharing.spoken_of))


@dataclass(frozen=True, slots=True)
class _Somebody:
    """How somebody may be spoken of."""

    names: Names
    kin: frozenset[str]

    def why_in(self, words: str) -> WhyWarned | None:
        """Say how a sentence speaks of them, if it does."""
        if self.names.stand_in(words):
            return WhyWarned.NAMED
        is_kin = any(kin_of(token) & self.kin for token in kin_tokens(words))
        return WhyWarned.KIN if is_kin else None


def _in_passages(somebody: _Somebody, passages: Iterable[Passage]) -> Iterator[Warned]:
    """Return one warning for each sentence that may be about them."""
    found: dict[str, Warned] = {}
    for passage in passages:
        why = somebody.why_in(passage.words)
        if why is not None:
            found[passage.words] = Warned(why, passage.words)
        elif passage.words not in found and speaks_of_somebody(passage.words):
            before = _named_before(somebody, passage)
            if before is not None:
                found[passage.words] = before
    yield from found.values()


_BEFORE: Final = {
    WhyWarned.NAMED: WhyWarned.NAMED_BEFORE,
    WhyWarned.KIN: WhyWarned.KIN_BEFORE,
}


def _named_before(somebody: _Somebody, passage: Passage) -> Warned | None:
    """Look for them in the sentences before one that says "he", the nearest first."""
    counted = 0
    for place in range(len(passage.before) - 1, -1, -1):
        sentence = passage.before[place]
        why = somebody.why_in(sentence)
        if why is not None:
            words = " ".join((*passage.before[place:], passage.words))
            return Warned(_BEFORE[why], words)
        counted += not speaks_of_somebody(sentence)
        if counted == _FAR_BACK:
            return None
    return None


def _somebody(recipient: str, relation: Relation, sharing: Sharing) -> _Somebody:
    known = [who.name for who in sharing.participants]
    names = names_of(recipient, known, sharing.own_name)
    same = [who for who in sharing.participants if names.also(who.name)]
    said = [
        *kin_tokens(recipient),
        *(token for who in same for token in kin_tokens(who.name)),
        *(token for sentence in sharing.heard for token in _beside_their_name(names, sentence)),
    ]
    # "Their sister" says more than "family member" did on the day of the conversation.
    noted = () if relation in RELATED else (who.relation for who in same)
    return _Somebody(names, kin_words((relation, *noted), said))


def _beside_their_name(names: Names, sentence: str) -> list[str]:
    tokens = kin_tokens(sentence)
    places = names.places_in(tokens)
    return [
        token
        for at, token in enumerate(tokens)
        if any(abs(at - place) <= _CLOSE for place in places)
    ]
