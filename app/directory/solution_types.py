"""The types of community solution: six innovations, described in both languages as data."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from app.directory.entries import Ring, known_domains
from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.schema import Bilingual, Key, WelshStatus


FOLDER: Final = Path(__file__).parent / "solutions"


class SolutionType(DataRecord):
    """One type: what it is, whom it may suit, and what a place needs before it can grow."""

    key: Key
    name: Bilingual
    what_it_is: Bilingual
    who_it_may_suit: Bilingual
    what_it_is_not: Bilingual
    what_a_place_needs: Bilingual
    evidence: Bilingual
    ring: Ring
    rung: Literal["universal", "universal_plus", "early_intervention", "long_term_specialist"]
    domains: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_domains(self) -> Self:
        if set(known_domains(self.domains)) != set(self.domains):
            raise ValueError("a domain is not one of the framework's")
        return self


class SolutionTypes(DataRecord):
    """A published, numbered list of types, never edited afterwards."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    source: Sentence
    last_reviewed: date
    cy_status: WelshStatus
    types: Annotated[tuple[SolutionType, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        if len({each.key for each in self.types}) != len(self.types):
            raise ValueError("a key is used more than once")
        return self

    def find(self, key: str) -> SolutionType | None:
        """Return the type with this key, if there is one."""
        return next((each for each in self.types if each.key == key), None)


def read_solution_types(path: Path) -> SolutionTypes:
    """Read a list from a file, so that a faulty one stops the start and not a visit."""
    raw = read_yaml(path)
    try:
        types = SolutionTypes.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != f"{types.key}.{types.version}":
        raise DataFileError(f"{path.name}: key and version say {types.key}.{types.version}.")
    return types


@cache
def load_solution_types() -> SolutionTypes:
    """Load the list in use, once for the life of the process."""
    return read_solution_types(FOLDER / "community_solutions.1.yaml")
