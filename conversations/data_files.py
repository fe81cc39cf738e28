"""Read the versioned data files people write by hand, refusing anything doubtful."""

from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError


Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DataFileError(ValueError):
    """A data file cannot be used; the message names the file and the place in it."""


class DataRecord(BaseModel):
    """Anything read from a data file: frozen once read, and no key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML in which a key written twice is an error instead of a silent overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _value in node.value:
            key: Hashable = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key “{key}” is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """Read one YAML file, because a plain reader would hide a key written twice."""
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.load(text, _StrictLoader)  # noqa: S506 - a SafeLoader underneath
    except FileNotFoundError as error:
        raise DataFileError(f"{path.name}: there is no such file.") from error
    except yaml.YAMLError as error:
        raise DataFileError(f"{path.name}: {error}") from error


def explain(path: Path, error: ValidationError, raw: object) -> DataFileError:
    """Turn a validation error into one that names the file and the place by its own key."""
    lines = [f"{path.name}: {_place(item['loc'], raw)}: {item['msg']}" for item in error.errors()]
    return DataFileError("\n".join(lines))


def _place(location: tuple[int | str, ...], raw: object) -> str:
    """Name a place in the file, giving a list's entries by their key and not by their position."""
    parts: list[str] = []
    here: Any = raw
    for step in location:
        here = _step_into(here, step)
        parts.append(str(here["key"]) if _is_keyed_entry(here, step) else str(step))
    return " > ".join(parts) or "the whole file"


def _is_keyed_entry(here: object, step: int | str) -> bool:
    return isinstance(step, int) and isinstance(here, dict) and "key" in here


def _step_into(here: Any, step: int | str) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
