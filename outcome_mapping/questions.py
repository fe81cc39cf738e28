"""What a question leads one to expect of its answer: a weak prior, kept as data."""

from functools import cache

from pydantic import Field

from outcome_mapping.data import ROOT, Sentence, Strict, Wording, check_no_repeats
from outcome_mapping.data import read as read_file


class ShortAnswer(Strict):
    """What a word or two in answer to a question stands for ("nobody", "my sister")."""

    words: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    element: tuple[str, ...] = ()
    reason: Wording


class Prior(Strict):
    """One question's expectations."""

    key: str
    number: int = Field(ge=1, le=11)
    element: str | None = None
    asset: str | None = None
    topic: ShortAnswer | None = None
    none: ShortAnswer | None = None


class _Priors(Strict):
    key: str
    version: str
    description: Sentence
    source: Sentence
    last_reviewed: Sentence
    questions: tuple[Prior, ...]


@cache
def load_priors() -> tuple[Prior, ...]:
    """Load the priors once."""
    priors = read_file(ROOT / "questions.yaml", _Priors).questions
    check_no_repeats("questions", [prior.key for prior in priors])
    return priors


def prior_for(question: str | int | None) -> Prior | None:
    """Find a question's prior by its key or its number; an unknown question has none."""
    name = str(question)
    for prior in load_priors():
        if name in (prior.key, str(prior.number)):
            return prior
    return None
