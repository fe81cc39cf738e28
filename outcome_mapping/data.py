"""Reads the library's YAML files into frozen models and refuses anything it does not know."""

from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError


ROOT = Path(__file__).parent

Sentence = Annotated[str, Field(min_length=1)]


class BadDataError(ValueError):
    """Say which file of the library is wrong and where, so that it can be put right."""


class Strict(BaseModel):
    """Refuse unknown keys and later changes: published data is never edited in memory either."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Strict):
    """Hold one sentence in both languages; neither may be missing."""

    en: Sentence
    cy: Sentence

    def in_language(self, language: str) -> str:
        """Give the sentence in Welsh for `cy` and in English otherwise."""
        return self.cy if language == "cy" else self.en


Loaded = TypeVar("Loaded", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """A safe YAML loader that also refuses a key written twice."""


def _mapping_without_repeats(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in mapping:
            raise BadDataError(f"{key!r} is written twice{key_node.start_mark}")
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


# YAML 1.1 takes the words "no", "on" and "off" for truth values; here they are words.
_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    _mapping_without_repeats,
)


def read(path: Path, model: type[Loaded]) -> Loaded:
    """Load one file strictly, naming the file in any complaint."""
    try:
        # _Loader is a SafeLoader: it builds plain values only.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
        return model.model_validate(content)
    except (BadDataError, ValidationError, yaml.YAMLError) as problem:
        raise BadDataError(f"{path.relative_to(ROOT)}: {problem}") from problem


def check_no_repeats(where: str, keys: list[str]) -> None:
    """Refuse a list of keys in which one stands twice, because keys are stored for good."""
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if repeated:
        raise BadDataError(f"{where}: written twice: {', '.join(repeated)}")
