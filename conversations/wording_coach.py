"""The wording coach: what a practitioner wrote that may say less about the person than it could.

It flags, says why, and offers the person's own sentence where one is at hand. It never reads the
person's words for faults, never writes, never rewrites, and stops nobody.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.phrases import InBoth, WordList, read, sentences, words_of
from conversations.schema import Bilingual, Key, WelshStatus


WORDING = Path(__file__).parent / "wording"

Place = Literal["view", "outcome", "step"]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘(?:[^’]|’(?=\w))*’")
# "i" is both the English pronoun and the Welsh one.
_FIRST_PERSON = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "fi", "mi", "fy", "dwi", "rwy", "dw"}
)
_TELLING_LENGTH = 5


class Flag(DataRecord):
    """One sort of wording, where it is looked for, and why it is worth another thought."""

    key: Key
    kind: Literal["service_led", "deficit", "jargon"]
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    words: WordList
    why: Bilingual


class Coach(DataRecord):
    """A numbered set of flags."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    source: Sentence
    cy_status: WelshStatus
    common: InBoth  # words that everybody uses: sharing one does not make two sentences alike
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        keys = [flag.key for flag in self.flags]
        if len(keys) != len(set(keys)):
            raise ValueError("a flag's key is used more than once")
        return self

    @property
    def common_words(self) -> frozenset[str]:
        """The words that everybody uses, as they are compared."""
        return frozenset(chain.from_iterable(map(words_of, (*self.common.en, *self.common.cy))))

    @property
    def name(self) -> str:
        """The name the set is loaded under, such as coach.1."""
        return f"{self.key}.{self.version}"


@dataclass(frozen=True)
class Noticed:
    """Some words and the flag they met."""

    flag: Flag
    start: int
    words: str


def look_over(
    text: str, place: Place, said: Iterable[str] = (), coach: Coach | None = None
) -> tuple[Noticed, ...]:
    """Return what is worth another thought, each flag once, in the order of the text.

    What stands in quotation marks, or word for word in what was ``said``, is the person's own and
    is left alone.
    """
    own = read(_without_the_persons_words(text, said))
    noticed = []
    for flag in (coach or load_coach()).flags:
        found = flag.words.find(own) if place in flag.places else ()
        if found:
            noticed.append(Noticed(flag, found[0].start, found[0].words))
    return tuple(sorted(noticed, key=lambda one: one.start))


def own_sentence(about: str, said: Sequence[str], *, alike: bool) -> str:
    """Return the sentence of the person's own that speaks most nearly about the same; or nothing.

    With ``alike``, only one that shares a telling word with what was written.
    """
    telling = _telling(about)
    best, most = "", (-1, False)
    for sentence in chain.from_iterable(sentences(text) for text in said):
        rank = (len(_telling(sentence) & telling), bool(set(words_of(sentence)) & _FIRST_PERSON))
        if rank > most and (rank[0] or not alike):
            best, most = sentence, rank
    return best


def read_coach(path: Path) -> Coach:
    """Read a set of flags from a file, refusing a faulty one."""
    raw = read_yaml(path)
    try:
        coach = Coach.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != coach.name:
        raise DataFileError(f"{path.name}: key and version say {coach.name}.")
    return coach


@cache
def load_coach(name: str = "coach.1") -> Coach:
    """Load a set of flags by name, once for the life of the process."""
    return read_coach(WORDING / f"{name}.yaml")


def _without_the_persons_words(text: str, said: Iterable[str]) -> str:
    """Blank out what is the person's own, so that every place stays where it was."""
    own = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    spoken = [" {} ".format(" ".join(words_of(words))) for words in said]
    for sentence in sentences(text):
        words = " ".join(words_of(sentence))
        if words and any(f" {words} " in one for one in spoken):
            own = own.replace(sentence, " " * len(sentence))
    return own


def _telling(text: str) -> frozenset[str]:
    """Return the words long enough to be somebody's own rather than anybody's."""
    long = frozenset(word for word in words_of(text) if len(word) >= _TELLING_LENGTH)
    return long - load_coach().common_words
