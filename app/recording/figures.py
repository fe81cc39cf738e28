"""How well the tagger did on words it had never seen, as measured when it was made."""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

import outcome_mapping


FIGURES: Final = Path(outcome_mapping.__file__).parent / "model" / "figures.json"


class Macro(BaseModel):
    """Macro-F1 in each language."""

    model_config = ConfigDict(frozen=True)
    en: float
    cy: float


class Figures(BaseModel):
    """The figures of one version; what else the file holds is for the model card."""

    model_config = ConfigDict(frozen=True)
    version: str
    domains: Macro
    assets: Macro
    elements: Macro


def read_figures(path: Path = FIGURES) -> Figures | None:
    """Return the figures, or nothing: a page says less rather than something doubtful."""
    try:
        return Figures.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
