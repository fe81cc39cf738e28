"""`make train`: rebuilds the model from the hand-written utterances. The same every time.

Takes about half an hour on two cores. Writes outcome_mapping/model and docs/model_card.md.
"""

import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch

from outcome_mapping.classifier import MODEL, Classifier, Stretch
from outcome_mapping.data import ROOT
from outcome_mapping.training.calibrate import calibrate, untouched
from outcome_mapping.training.export import export_network, write_examples, write_settings
from outcome_mapping.training.learn import feature_names, features_found, show, teach, words_of
from outcome_mapping.training.model_card import write_card
from outcome_mapping.training.network import Network, build_encoder
from outcome_mapping.training.start import find_start, load_tokenizer
from outcome_mapping.training.utterances import KEYS, Utterance, held_out, load_utterances


VERSION: Final = "3"
# Two networks learn the same in another order, one on each core; their average is kept.
SEEDS: Final = (1, 2)
ROUNDS: Final = 3

_log = logging.getLogger("outcome_mapping.training")


def main() -> None:
    """Train, average, export, calibrate, and write the card."""
    taught, apart, features = _material()
    _log.info("%d teach, %d are held out", len(taught), len(apart))
    _let_learn()
    network = _network(np.zeros(len(KEYS)), len(features))
    network.load_state_dict(_average())
    export_network(network, load_tokenizer(find_start()), MODEL)
    _finish(taught, apart, features)
    write_card(load_utterances(), apart)


def _material() -> tuple[tuple[Utterance, ...], tuple[Utterance, ...], tuple[str, ...]]:
    """Give what teaches, what is held out, and the names of the rules' features."""
    taught, apart = held_out(load_utterances())
    return taught, apart, feature_names(taught)


def _let_learn() -> None:
    """Let every network learn, each on its own core."""
    command = [sys.executable, "-m", "outcome_mapping.training"]
    learning = [
        subprocess.Popen([*command, str(seed)])  # noqa: S603  (our own program)
        for seed in SEEDS
    ]
    codes = [process.wait() for process in learning]
    if any(codes):
        raise SystemExit("A network could not learn; the reason stands above.")


def _learned(seed: int) -> Path:
    return ROOT.parent / "build" / "training" / f"{seed}.pt"


def learn(seed: int) -> None:
    """Let one network learn, on one core, and keep what it learned."""
    torch.set_num_threads(1)
    taught, _apart, features = _material()
    shown = show(taught, load_tokenizer(find_start()), features)
    network = _network(shown.belief.mean(axis=0), len(features))
    torch.manual_seed(seed)
    teach(network, shown, rounds=ROUNDS, seed=seed)
    _learned(seed).parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), _learned(seed))


def _network(rates: np.ndarray, features: int) -> Network:
    """Build the network, its new parts drawn the same way every time."""
    torch.manual_seed(0)
    return Network(build_encoder(find_start()), rates, features)


def _average() -> dict[str, torch.Tensor]:
    states = [torch.load(_learned(seed)) for seed in SEEDS]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
        for name, value in states[0].items()
    }


def _finish(
    taught: Sequence[Utterance], apart: Sequence[Utterance], features: Sequence[str]
) -> None:
    """Calibrate what was exported, as the product will read it, and choose the examples.

    On plain utterances: the others were written to hide what they mean, which people seldom do.
    """
    write_settings(MODEL, version=VERSION, features=features, calibration=untouched())
    plain = [one for one in apart if one.plain]
    scores, evidence, _meanings = _read(plain)
    seen = np.array([[one.belief(key) > 0 for key in KEYS] for one in plain])
    settled = calibrate(scores, evidence, seen)
    write_settings(MODEL, version=VERSION, features=features, calibration=settled)
    scores, evidence, meanings = _read(taught)
    write_examples(MODEL, taught, meanings, settled.probability(scores, evidence))


def _read(utterances: Sequence[Utterance]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read utterances with the exported model: scores (logits), the rules' evidence, meanings."""
    classifier = Classifier(MODEL)
    scores = np.zeros((len(utterances), len(KEYS)))
    evidence = np.zeros_like(scores)
    meanings = []
    for row, one in enumerate(utterances):
        heard = features_found(one)
        [opinion] = classifier.read([Stretch(words_of(one), heard, one.question)])
        scores[row] = [opinion.score[key] for key in KEYS]
        evidence[row] = [heard.get(f"{kind}:{key}", 0.0) for kind, key in KEYS]
        meanings.append(opinion.meaning)
    return scores, evidence, np.array(meanings)


if __name__ == "__main__":
    logging.basicConfig(
        level=logging.INFO,
        format=f"%(asctime)s {' '.join(sys.argv[1:])} %(message)s",
        stream=sys.stdout,
    )
    if sys.argv[1:]:
        learn(int(sys.argv[1]))
    else:
        main()
