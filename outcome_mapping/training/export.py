"""Writes the trained network as the folder that the product reads: no torch at run time."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from outcome_mapping.training.calibrate import Calibration
from outcome_mapping.training.network import Network
from outcome_mapping.training.utterances import KEYS, Utterance


EXAMPLES_A_KEY: Final = 40
LONGEST_EXAMPLE: Final = 110
# Taken off for a piece of another stretch. So much that it weighs nothing (exp(-50) is lost in
# rounding), but no more: what is smaller than the smallest normal number is slow to reckon with.
OUT_OF_SIGHT: Final = -50.0


class _FromVectors(nn.Module):  # type: ignore[misc]  # torch is not installed here
    """The encoder behind its word table, which is kept apart in one byte a number.

    Several stretches are read in one row; each piece sees only those of its own stretch.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.embeddings = encoder.embeddings
        self.encoder = encoder.encoder

    def forward(
        self, embeds: torch.Tensor, positions: torch.Tensor, stretches: torch.Tensor
    ) -> torch.Tensor:
        apart = stretches.unsqueeze(1).unsqueeze(3) != stretches.unsqueeze(1).unsqueeze(2)
        begun = self.embeddings(inputs_embeds=embeds, position_ids=positions)
        hidden: torch.Tensor = self.encoder(
            begun, attention_mask=apart.float() * OUT_OF_SIGHT
        ).last_hidden_state
        return hidden


def export_network(network: Network, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the encoder, the tokeniser and the weights; settings and examples follow."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    _export_encoder(network.encoder, folder / "encoder.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    words = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scale = np.maximum(np.abs(words).max(axis=1) / 127, 1e-9).astype(np.float32)
    np.savez(
        folder / "weights.npz",
        table=np.round(words / scale[:, None]).astype(np.int8),
        scale=scale,
        head=network.head.weight.detach().numpy(),
        bias=network.head.bias.detach().numpy(),
        rules=network.rules.weight.detach().numpy(),
        questions=network.questions.weight.detach().numpy().T,
        meanings=np.zeros((0, words.shape[1]), np.float16),
    )
    (folder / "examples.json").write_text("[]\n", "utf-8")


def write_settings(
    folder: Path, *, version: str, features: Sequence[str], calibration: Calibration
) -> None:
    """Write what training settled."""
    settings = {"version": version, "keys": KEYS, "features": features, **asdict(calibration)}
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    (folder / "settings.json").write_text(text + "\n", "utf-8")


def write_examples(
    folder: Path,
    utterances: Sequence[Utterance],
    meanings: np.ndarray,
    probability: np.ndarray,
) -> None:
    """Keep, for each key and language, the surest short utterances on which the coders agree."""
    chosen: dict[int, set[int]] = {}
    for column, key in enumerate(KEYS):
        for language in ("cy", "en"):
            rows = [
                row
                for row, one in enumerate(utterances)
                if one.language == language
                and one.belief(key) == 1
                and len(one.text) <= LONGEST_EXAMPLE
            ]
            rows.sort(key=lambda row: -probability[row, column])
            for row in rows[:EXAMPLES_A_KEY]:
                chosen.setdefault(row, set()).add(column)
    kept = sorted(chosen)
    with np.load(folder / "weights.npz") as weights:
        parts = dict(weights) | {"meanings": meanings[kept].astype(np.float16)}
    np.savez(folder / "weights.npz", **parts)
    examples = [
        {
            "text": utterances[row].text,
            "language": utterances[row].language,
            "keys": [KEYS[column] for column in sorted(chosen[row])],
        }
        for row in kept
    ]
    text = json.dumps(examples, ensure_ascii=False, indent=0)
    (folder / "examples.json").write_text(text + "\n", "utf-8")


def _export_encoder(encoder: BertModel, path: Path) -> None:
    encoder.config._attn_implementation = "eager"
    with tempfile.TemporaryDirectory() as room:
        exact = Path(room) / "exact.onnx"
        torch.onnx.export(
            _FromVectors(encoder),
            (
                torch.randn(1, 12, encoder.config.hidden_size),
                torch.arange(12)[None],
                torch.zeros((1, 12), dtype=torch.long),
            ),
            str(exact),
            input_names=["embeds", "positions", "stretches"],
            output_names=["hidden"],
            dynamic_axes={
                name: {1: "pieces"} for name in ("embeds", "positions", "stretches", "hidden")
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits of every weight: eight overflow on processors without VNNI, and the same
            # words would then be tagged differently there.
            reduce_range=True,
            op_types_to_quantize=["MatMul"],
        )
