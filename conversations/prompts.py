"""Follow-up prompts: open questions chosen from what has been said and what has not.

Chosen by the words of the answers alone, and by tags that somebody has confirmed. A prompt decides
nothing, and can always be left or put away.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.phrases import TONGUES, Found, Reading, Tongue, WordList, read, sentences
from conversations.schema import Bilingual, Key, WelshStatus


FOLLOW_UPS = Path(__file__).parent / "follow_ups"
AT_MOST = 3

DomainKey = Literal["RIGHTS", "HEALTH", "PROTECT", "LEARN", "RELATE", "CONTRIB", "SOCECON", "HOME"]


class Heard(DataRecord):
    """Words of one list, in a sentence that has none of another, in some of the answers."""

    words: Key
    without: Key | None = None
    answers: tuple[Key, ...] = ()  # the questions whose answers are read; none: all of them


class FollowUp(DataRecord):
    """One open question and what must and must not have been said for it to be worth asking."""

    key: Key
    ask: Bilingual
    because: Bilingual
    shown_on: tuple[Key, ...] = ()  # the questions it may stand beside; none: all of them
    before_finishing: bool = True
    said: Annotated[tuple[Heard, ...], Field(max_length=4)] = ()  # one of these is enough
    not_said: tuple[Heard, ...] = ()  # none of these
    answered: tuple[Key, ...] = ()  # each of these has words
    untouched: DomainKey | None = None  # no confirmed tag speaks to this domain
    talked_about: Annotated[int, Field(ge=0)] = 0  # at least so many questions have words
    only_alone: bool = False  # only while nobody but the person and the practitioner is there


class FollowUps(DataRecord):
    """A numbered set of prompts, the one to ask soonest first."""

    key: Key  # that of the question set the prompts belong to
    version: Annotated[int, Field(ge=1)]
    source: Sentence
    cy_status: WelshStatus
    words: dict[Key, WordList]
    prompts: Annotated[tuple[FollowUp, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        keys = [prompt.key for prompt in self.prompts]
        if len(keys) != len(set(keys)):
            raise ValueError("a prompt's key is used more than once")
        used = {name for prompt in self.prompts for name in _lists_of(prompt)}
        if unknown := sorted(used - set(self.words)):
            raise ValueError(f"there is no list of words called “{unknown[0]}”")
        if idle := sorted(set(self.words) - used):
            raise ValueError(f"no prompt reads the list of words “{idle[0]}”")
        return self

    @property
    def name(self) -> str:
        """The name the set is loaded under, such as what_matters.1."""
        return f"{self.key}.{self.version}"

    def has(self, key: str) -> bool:
        """Say whether one of its prompts has this key."""
        return any(prompt.key == key for prompt in self.prompts)


@dataclass(frozen=True)
class Talk:
    """A conversation as far as prompts need to know it."""

    answers: Mapping[str, str]  # the words, by question
    confirmed_domains: Set[str] = frozenset()
    put_away: Set[str] = frozenset()
    tongues: tuple[Tongue, ...] = TONGUES
    is_alone: bool = True

    @property
    def talked_about(self) -> int:
        """How many questions have words."""
        return sum(bool(words.strip()) for words in self.answers.values())


@dataclass(frozen=True)
class Prompt:
    """A prompt worth asking now, and the words that brought it up; what was not said has none."""

    follow_up: FollowUp
    heard: str = ""


def prompts_for(talk: Talk, follow_ups: FollowUps, question: str | None) -> tuple[Prompt, ...]:
    """Return what may be asked beside a question, or before finishing: three at the most.

    Of the domains that nobody has touched one is asked about at a time.
    """
    listening = _Listening(talk, follow_ups)
    chosen: list[Prompt] = []
    for follow_up in follow_ups.prompts:
        if not _stands_here(follow_up, question) or follow_up.key in talk.put_away:
            continue
        if follow_up.untouched and any(prompt.follow_up.untouched for prompt in chosen):
            continue
        prompt = listening.prompt(follow_up)
        if prompt is not None:
            chosen.append(prompt)
        if len(chosen) == AT_MOST:
            break
    return tuple(chosen)


def read_follow_ups(path: Path) -> FollowUps:
    """Read a set of prompts from a file, refusing a faulty one."""
    raw = read_yaml(path)
    try:
        follow_ups = FollowUps.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != follow_ups.name:
        raise DataFileError(f"{path.name}: key and version say {follow_ups.name}.")
    return follow_ups


@cache
def follow_ups_of(question_set: str) -> FollowUps | None:
    """Load the newest prompts of a question set, by the set's key; a set may have none."""
    files = [read_follow_ups(path) for path in FOLLOW_UPS.glob(f"{question_set}.*.yaml")]
    return max(files, key=lambda follow_ups: follow_ups.version, default=None)


def _lists_of(prompt: FollowUp) -> set[str]:
    heard = (*prompt.said, *prompt.not_said)
    return {name for one in heard for name in (one.words, one.without) if name}


def _stands_here(follow_up: FollowUp, question: str | None) -> bool:
    if question is None:
        return follow_up.before_finishing
    return not follow_up.shown_on or question in follow_up.shown_on


class _Listening:
    """One conversation, read once and asked about many times."""

    def __init__(self, talk: Talk, follow_ups: FollowUps) -> None:
        self._talk = talk
        self._lists = follow_ups.words
        self._read: dict[str, tuple[Reading, ...]] = {
            key: tuple(read(sentence) for sentence in sentences(words))
            for key, words in talk.answers.items()
        }

    def prompt(self, follow_up: FollowUp) -> Prompt | None:
        """Return the prompt, if what was said and what was not make it worth asking."""
        if not self._has_come_so_far(follow_up):
            return None
        if any(self._first(heard) for heard in follow_up.not_said):
            return None
        found = [self._first(heard) for heard in follow_up.said]
        first = next((one for one in found if one is not None), None)
        if follow_up.said and first is None:
            return None
        return Prompt(follow_up, first.words if first else "")

    def _has_come_so_far(self, follow_up: FollowUp) -> bool:
        talk = self._talk
        return (
            talk.talked_about >= follow_up.talked_about
            and all(talk.answers.get(key, "").strip() for key in follow_up.answered)
            and (follow_up.untouched is None or follow_up.untouched not in talk.confirmed_domains)
            and (talk.is_alone or not follow_up.only_alone)
        )

    def _first(self, heard: Heard) -> Found | None:
        for key in heard.answers or tuple(self._read):
            for sentence in self._read.get(key, ()):
                found = self._find(heard.words, sentence)
                if found and not (heard.without and self._find(heard.without, sentence)):
                    return found[0]
        return None

    def _find(self, name: str, sentence: Reading) -> tuple[Found, ...]:
        return self._lists[name].find(sentence, self._talk.tongues)
