"""`make train`: rebuilds the model from the hand-written utterances. The same every time.

Takes about an hour on two cores. Writes outcome_mapping/model and docs/model_card.md.
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
from outcome_mapping.training.start import load_start
from outcome_mapping.training.utterances import KEYS, Utterance, held_out, load_utterances
from outcome_mapping.training.vocabulary import Vocabulary, choose_vocabulary


VERSION: Final = "1"
# Two networks learn the same in another order, one on each core; their average is kept.
SEEDS: Final = (1, 2)
# First three rounds with ten layers; then the top two come off, which saves a fifth of the time
# that reading takes, and one gentler round heals what that broke.
ROUNDS: Final = 3
HEALING: Final = "healing"
KEPT_LAYERS: Final = 8

_log = logging.getLogger("outcome_mapping.training")


def main() -> None:
    """Train, average, export, calibrate, and write the card."""
    taught, apart, vocabulary, features = _material()
    _log.info("%d teach, %d are held out; %d pieces", len(taught), len(apart), len(vocabulary.rows))
    _let_learn("")
    _let_learn(HEALING)
    network = _network(vocabulary, np.zeros(len(KEYS)), len(features))
    network.keep_layers(KEPT_LAYERS)
    network.load_state_dict(_average(HEALING))
    export_network(network, vocabulary, MODEL)
    _finish(taught, apart, features)
    write_card(load_utterances(), apart)


def _material() -> tuple[tuple[Utterance, ...], tuple[Utterance, ...], Vocabulary, tuple[str, ...]]:
    """Give what teaches, what is held out, the vocabulary, and the names of the rules' features."""
    utterances = load_utterances()
    taught, apart = held_out(utterances)
    vocabulary = choose_vocabulary(load_start().pieces, [words_of(one) for one in utterances])
    return taught, apart, vocabulary, feature_names(taught)


def _let_learn(stage: str) -> None:
    """Let every network learn, each on its own core."""
    command = [sys.executable, "-m", "outcome_mapping.training"]
    learning = [
        subprocess.Popen([*command, str(seed), *stage.split()])  # noqa: S603  (our own program)
        for seed in SEEDS
    ]
    codes = [process.wait() for process in learning]
    if any(codes):
        raise SystemExit("A network could not learn; the reason stands above.")


def _learned(seed: int, stage: str) -> Path:
    return ROOT.parent / "build" / "training" / f"{seed}{stage}.pt"


def learn(seed: int, stage: str = "") -> None:
    """Let one network learn, on one core, and keep what it learned."""
    torch.set_num_threads(1)
    taught, _apart, vocabulary, features = _material()
    shown = show(taught, vocabulary.tokenizer, features)
    network = _network(vocabulary, shown.belief.mean(axis=0), len(features))
    torch.manual_seed(seed)
    if stage == HEALING:
        network.load_state_dict(_average(""))
        network.keep_layers(KEPT_LAYERS)
        teach(network, shown, rounds=1, seed=seed + len(SEEDS), pace=0.5)
    else:
        teach(network, shown, rounds=ROUNDS, seed=seed)
    _learned(seed, stage).parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), _learned(seed, stage))


def _network(vocabulary: Vocabulary, rates: np.ndarray, features: int) -> Network:
    """Build the network, its new parts drawn the same way every time."""
    torch.manual_seed(0)
    return Network(build_encoder(load_start(), vocabulary), rates, features)


def _average(stage: str) -> dict[str, torch.Tensor]:
    states = [torch.load(_learned(seed, stage)) for seed in SEEDS]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
        for name, value in states[0].items()
    }


def _finish(
    taught: Sequence[Utterance], apart: Sequence[Utterance], features: Sequence[str]
) -> None:
    """Calibrate what was exported, as the product will read it, and choose the examples."""
    write_settings(MODEL, version=VERSION, features=features, calibration=untouched())
    scores, evidence, _meanings = _read(apart)
    seen = np.array([[one.belief(key) > 0 for key in KEYS] for one in apart])
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
        learn(int(sys.argv[1]), *sys.argv[2:])
    else:
        main()
