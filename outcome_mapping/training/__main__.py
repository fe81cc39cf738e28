"""`make train`: rebuilds the model from the hand-written utterances. The same every time.

Takes about five hours on two cores. Two large networks learn first and teach small
ones; those learn again from what the large ones and they themselves make of everything, taken
together. Their average is what the product reads with. Writes outcome_mapping/model and
docs/model_card.md.
"""

import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import torch
from transformers import BertModel, MPNetModel

from outcome_mapping.classifier import MODEL, Classifier, Stretch
from outcome_mapping.data import ROOT
from outcome_mapping.training.calibrate import calibrate, untouched
from outcome_mapping.training.export import export_network, write_examples, write_settings
from outcome_mapping.training.learn import (
    STUDENT,
    STUDENT_AGAIN,
    TEACHER,
    Lesson,
    Shown,
    feature_names,
    features_found,
    give_lesson,
    show,
    teach,
    words_of,
)
from outcome_mapping.training.model_card import write_card
from outcome_mapping.training.network import Network, build_student, build_teacher
from outcome_mapping.training.start import (
    Reader,
    find_start,
    find_teacher,
    read_for_student,
    read_for_teacher,
)
from outcome_mapping.training.utterances import (
    KEYS,
    Utterance,
    held_out,
    load_careful,
    load_uncoded,
    load_utterances,
)


VERSION: Final = "10"
# Two large networks learn the same in another order; what they make of an utterance is averaged.
SEEDS_LARGE: Final = (1, 2)
# So do two small ones, one on each core; their average is kept.
SEEDS: Final = (1, 2)
# Begun from that average, two learn again; their average is the model.
SEEDS_AGAIN: Final = (3, 4)
LARGE: Final = "teacher"
TOGETHER: Final = "together"
ROOM: Final = ROOT.parent / "build" / "training"

_log = logging.getLogger("outcome_mapping.training")


def main() -> None:
    """Train the large networks and twice the small ones, export, calibrate, write the card."""
    taught, apart, features = _material()
    _log.info("%d teach, %d are held out", len(taught), len(apart))
    _let_learn(LARGE)
    _let_learn(*map(str, SEEDS))
    _let_learn(TOGETHER)
    _let_learn(*map(str, SEEDS_AGAIN))
    network = _average(SEEDS_AGAIN, features)
    export_network(network, read_for_student(find_start()).tokenizer, MODEL)
    _finish(taught, apart, features)
    write_card(load_utterances(), apart)


def _material() -> tuple[tuple[Utterance, ...], tuple[Utterance, ...], tuple[str, ...]]:
    """Give what teaches, what is held out, and the names of the rules' features."""
    taught, apart = held_out(load_utterances())
    return taught, apart, feature_names(taught)


def _let_learn(*names: str) -> None:
    """Let networks learn side by side, each in a process of its own."""
    command = [sys.executable, "-m", "outcome_mapping.training"]
    learning = [
        subprocess.Popen([*command, name])  # noqa: S603  (our own program)
        for name in names
    ]
    codes = [process.wait() for process in learning]
    if any(codes):
        raise SystemExit("A network could not learn; the reason stands above.")


def learn_large() -> None:
    """Let the large networks learn from plain utterances; keep what they make of all there are.

    One after the other, each on both cores. Their scores are averaged; the meaning is the first's,
    because what two networks hear has no dimension in common.
    """
    torch.set_num_threads(2)
    taught, _apart, features = _material()
    start = find_teacher(ROOM / "start")
    shown = _everything(taught, read_for_teacher(start), features)
    plain = shown.part([row for row, one in enumerate(taught) if one.plain])
    lessons = []
    for seed in SEEDS_LARGE:
        network = _network(build_teacher(start), plain.belief.mean(axis=0), features)
        torch.manual_seed(seed)
        teach(network, plain, TEACHER, seed=seed)
        torch.save(network.state_dict(), ROOM / f"{LARGE}-{seed}.pt")
        lessons.append(give_lesson(network, shown))
    scores = np.mean([lesson.scores for lesson in lessons], axis=0)
    _keep(LARGE, Lesson(scores, lessons[0].meanings))


def learn(seed: int) -> None:
    """Let one small network learn, on one core, from the coders and from what was read to it."""
    torch.set_num_threads(1)
    taught, _apart, features = _material()
    shown = _everything(taught, read_for_student(find_start()), features)
    again = seed in SEEDS_AGAIN
    network = (
        _average(SEEDS, features)
        if again
        else _student(shown.belief[shown.coded].mean(axis=0), features)
    )
    lesson = _kept(TOGETHER if again else LARGE)
    torch.manual_seed(seed)
    teach(network, replace(shown, lesson=lesson), STUDENT_AGAIN if again else STUDENT, seed=seed)
    torch.save(network.state_dict(), ROOM / f"{seed}.pt")


def put_together() -> None:
    """Keep what the large networks and the average small one make of all there is, taken together.

    Each is right where the other is wrong; the large ones, oftener right, count twice.
    """
    torch.set_num_threads(2)
    taught, _apart, features = _material()
    shown = _everything(taught, read_for_student(find_start()), features)
    small, large = give_lesson(_average(SEEDS, features), shown), _kept(LARGE)
    _keep(TOGETHER, Lesson((small.scores + 2 * large.scores) / 3, large.meanings))


def _everything(taught: Sequence[Utterance], reader: Reader, features: Sequence[str]) -> Shown:
    """Turn what teaches into numbers, coded and uncoded."""
    return show((*taught, *load_uncoded()), reader, features)


def _keep(name: str, lesson: Lesson) -> None:
    np.savez(ROOM / f"{name}.npz", scores=lesson.scores, meanings=lesson.meanings)


def _kept(name: str) -> Lesson:
    with np.load(ROOM / f"{name}.npz") as kept:
        return Lesson(kept["scores"], kept["meanings"])


def _student(rates: np.ndarray, features: Sequence[str]) -> Network:
    return _network(build_student(find_start()), rates, features)


def _network(
    encoder: BertModel | MPNetModel, rates: np.ndarray, features: Sequence[str]
) -> Network:
    """Build a network, its new parts drawn the same way every time."""
    torch.manual_seed(0)
    return Network(encoder, rates, len(features))


def _average(seeds: Sequence[int], features: Sequence[str]) -> Network:
    """Build the network that lies between some that have learned."""
    states = [torch.load(ROOM / f"{seed}.pt") for seed in seeds]
    network = _student(np.zeros(len(KEYS)), features)
    network.load_state_dict(
        {
            name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
            for name, value in states[0].items()
        }
    )
    return network


def _finish(
    taught: Sequence[Utterance], apart: Sequence[Utterance], features: Sequence[str]
) -> None:
    """Calibrate what was exported, as the product will read it, and choose the examples.

    On plain utterances, and on those of the others that careful coders judged: they were written to
    hide what they mean, and what people really say is nearly as hard to read.
    """
    write_settings(MODEL, version=VERSION, features=features, calibration=untouched())
    judged = [one for one in apart if one.plain or one.text in load_careful()]
    scores, evidence, _meanings = _read(judged)
    seen = [[_saw(one, key) for key in KEYS] for one in judged]
    settled = calibrate(scores, evidence, np.array(seen))
    write_settings(MODEL, version=VERSION, features=features, calibration=settled)
    scores, evidence, meanings = _read(taught)
    write_examples(MODEL, taught, meanings, settled.probability(scores, evidence))


def _saw(one: Utterance, key: tuple[str, str]) -> float:
    """Tell whether careful coders saw a key; not a number where none took their time.

    For statements they were not asked: there it is what most coders saw.
    """
    if key[0] == "statement":
        return float(one.seen(key))
    careful = load_careful().get(one.text)
    return float(key in careful) if careful is not None else np.nan


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
    match sys.argv[1:]:
        case []:
            main()
        case [name] if name == LARGE:
            learn_large()
        case [name] if name == TOGETHER:
            put_together()
        case [seed]:
            learn(int(seed))
