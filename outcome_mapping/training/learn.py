"""Teaches a network: what it is shown, in what order, and for how long. The same every time."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import torch
from torch import nn

from outcome_mapping.gloss import for_the_model
from outcome_mapping.questions import prior_for
from outcome_mapping.rule_layer import hear
from outcome_mapping.said import places_of
from outcome_mapping.training.network import QUESTIONS, Network
from outcome_mapping.training.start import Reader
from outcome_mapping.training.utterances import KEYS, Utterance


_log = logging.getLogger(__name__)

# The rows of the utterances that are read in one breath.
Breath = tuple[int, ...]

BATCH: Final = 24
WARM_UP: Final = 80
# A key seen in one utterance of twenty counts for more than one in every other; within reason.
MOST_WEIGHT: Final = 4.0
# The question, and what the rules found, are hidden this often, so that the words must be read.
HIDDEN_QUESTION: Final = 0.5
HIDDEN_RULES: Final = 0.3
# People say one thing and then another. So now and then two or three utterances are read in one
# breath, and all that is in any of them is to be found.
IN_ONE_BREATH: Final = {1: 0.8, 2: 0.12, 3: 0.08}
# What the coders saw, what the teacher makes of it, and the meaning it hears weigh so much.
CODED: Final = 0.5
TAUGHT: Final = 2.0
MEANT: Final = 0.3


@dataclass(frozen=True)
class Recipe:
    """How often everything is shown, and how fast the encoder and the new parts may change."""

    rounds: int
    encoder_rate: float
    head_rate: float


STUDENT: Final = Recipe(rounds=4, encoder_rate=1e-4, head_rate=3e-3)
STUDENT_AGAIN: Final = Recipe(rounds=3, encoder_rate=1e-4, head_rate=1e-3)
TEACHER: Final = Recipe(rounds=3, encoder_rate=5e-5, head_rate=2e-3)


@dataclass(frozen=True)
class Shown:
    """The utterances as numbers: pieces of words, what the rules found, the question, the keys.

    Nobody has coded some of them: they are for a teacher to read. Where one has read them, its
    scores (logits) and the meanings it heard stand beside.
    """

    pieces: tuple[tuple[int, ...], ...]
    padding: int
    rules: np.ndarray
    questions: np.ndarray
    belief: np.ndarray
    coded: np.ndarray
    lesson: "Lesson | None" = None

    def __len__(self) -> int:
        return len(self.pieces)

    def part(self, rows: Sequence[int]) -> "Shown":
        """Give some of the utterances."""
        return Shown(
            pieces=tuple(self.pieces[row] for row in rows),
            padding=self.padding,
            rules=self.rules[rows],
            questions=self.questions[rows],
            belief=self.belief[rows],
            coded=self.coded[rows],
        )


@dataclass(frozen=True)
class Lesson:
    """What a teacher makes of utterances: a score (a logit) for every key, and the meanings."""

    scores: np.ndarray
    meanings: np.ndarray


def words_of(one: Utterance) -> str:
    """Give an utterance as the product gives it to the model."""
    return for_the_model(places_of(one.text, one.language)).text


@cache
def features_found(one: Utterance) -> dict[str, float]:
    """Name what the rules find in an utterance, as in the product."""
    return hear(places_of(one.text, one.language), prior_for(one.question)).features()


def feature_names(utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """Name everything that the rules ever say of the utterances."""
    return tuple(sorted({name for one in utterances for name in features_found(one)}))


def show(utterances: Sequence[Utterance], reader: Reader, features: Sequence[str]) -> Shown:
    """Turn utterances into numbers."""
    rules = np.zeros((len(utterances), len(features)), np.float32)
    questions = np.zeros((len(utterances), QUESTIONS), np.float32)
    column = {name: number for number, name in enumerate(features)}
    for row, one in enumerate(utterances):
        for name, weight in features_found(one).items():
            if name in column:
                rules[row, column[name]] = weight
        if one.question:
            questions[row, one.question - 1] = 1.0
    return Shown(
        pieces=reader.pieces([words_of(one) for one in utterances]),
        padding=reader.padding,
        rules=rules,
        questions=questions,
        belief=np.array([[one.belief(key) for key in KEYS] for one in utterances], np.float32),
        coded=np.array([bool(one.keys) for one in utterances]),
    )


def teach(network: Network, shown: Shown, recipe: Recipe, *, seed: int) -> None:
    """Show the utterances round after round."""
    draw = random.Random(seed)  # noqa: S311 - an order, not a secret
    loss_of = _Loss(network, shown)
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder.encoder.parameters(), "lr": recipe.encoder_rate},
            {
                "params": [
                    *network.head.parameters(),
                    *network.rules.parameters(),
                    *network.questions.parameters(),
                    *loss_of.parameters(),
                ],
                "lr": recipe.head_rate,
            },
        ],
        weight_decay=0.01,
        fused=True,
    )
    rounds = [list(_batches(shown, draw)) for _ in range(recipe.rounds)]
    steps = sum(map(len, rounds))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    network.train()
    for number, batches in enumerate(rounds, start=1):
        losses = []
        for breaths in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, meaning = network(*_batch(shown, breaths, draw))
            loss = loss_of(scores.float(), meaning.float(), breaths)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*network.parameters(), *loss_of.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        _log.info("round %d of %d: loss %.4f", number, recipe.rounds, np.mean(losses))


def give_lesson(network: Network, shown: Shown) -> Lesson:
    """Give what a taught network makes of utterances, one row each."""
    network.eval()
    scores = np.zeros(shown.belief.shape, np.float32)
    meanings = np.zeros((len(shown), network.encoder.config.hidden_size), np.float32)
    order = sorted(range(len(shown)), key=lambda row: len(shown.pieces[row]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for first in range(0, len(order), 64):
            rows = order[first : first + 64]
            scored, meant = network(*_batch(shown, [(row,) for row in rows]))
            scores[rows], meanings[rows] = scored.float().numpy(), meant.float().numpy()
    return Lesson(scores, meanings)


class _Loss(nn.Module):  # type: ignore[misc]  # torch is not installed here
    """How far a network is from what the coders saw and, where there is one, from its teacher."""

    def __init__(self, network: Network, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        weights = _weights(shown.belief[shown.coded])
        self._coded = nn.BCEWithLogitsLoss(pos_weight=weights, reduction="none")
        self._taught = nn.BCEWithLogitsLoss()
        self._lesson = shown.lesson
        if shown.lesson:
            wide = shown.lesson.meanings
            self._meanings = (wide - wide.mean(0)) / (wide.std(0) + 1e-6)
            self._lengths = np.array([len(pieces) for pieces in shown.pieces])
            self.widen = nn.Linear(network.encoder.config.hidden_size, wide.shape[1])

    def forward(
        self, scores: torch.Tensor, meaning: torch.Tensor, breaths: Sequence[Breath]
    ) -> torch.Tensor:
        by_hand = _of_each(breaths, lambda rows: self._shown.coded[rows].all())
        belief = _of_each(breaths, lambda rows: self._shown.belief[rows].max(axis=0))
        coded: torch.Tensor = self._coded(scores, belief).mean(dim=1) @ by_hand
        coded = coded / by_hand.sum().clamp(min=1)
        lesson = self._lesson
        if not lesson:
            return coded
        likely = _of_each(breaths, lambda rows: lesson.scores[rows].max(axis=0)).sigmoid()
        taught = self._taught(scores, likely)
        meanings = _of_each(
            breaths,
            lambda rows: np.average(self._meanings[rows], axis=0, weights=self._lengths[rows]),
        )
        meant = nn.functional.mse_loss(self.widen(meaning), meanings)
        return CODED * coded + TAUGHT * taught + MEANT * meant


def _of_each(
    breaths: Sequence[Breath], give: Callable[[list[int]], np.ndarray | np.bool_]
) -> torch.Tensor:
    """Stack what is to be learned from each breath, given the rows of its utterances."""
    return torch.tensor(np.stack([give(list(rows)) for rows in breaths]), dtype=torch.float32)


def _weights(belief: np.ndarray) -> torch.Tensor:
    rate = belief.mean(axis=0)
    return torch.tensor(
        np.clip(np.sqrt((1 - rate) / np.maximum(rate, 0.003)), 1.0, MOST_WEIGHT),
        dtype=torch.float32,
    )


def _batches(shown: Shown, draw: random.Random) -> Iterator[list[Breath]]:
    """Shuffle, and put breaths of like length together so that little is padded."""
    order = list(_breaths(len(shown), draw))
    batches: list[list[Breath]] = []
    for first in range(0, len(order), BATCH * 20):
        block = sorted(order[first : first + BATCH * 20], key=lambda rows: len(_said(shown, rows)))
        batches += [block[start : start + BATCH] for start in range(0, len(block), BATCH)]
    draw.shuffle(batches)
    yield from batches


def _breaths(utterances: int, draw: random.Random) -> Iterator[Breath]:
    """Shuffle the utterances; most are read alone, some with one or two others."""
    order = list(range(utterances))
    draw.shuffle(order)
    while order:
        [count] = draw.choices(list(IN_ONE_BREATH), list(IN_ONE_BREATH.values()))
        yield tuple(order.pop() for _ in range(min(count, len(order))))


def _said(shown: Shown, rows: Breath) -> tuple[int, ...]:
    """Give the pieces of words of a breath, between one beginning and one end."""
    first = shown.pieces[rows[0]]
    inner = (piece for row in rows for piece in shown.pieces[row][1:-1])
    return (first[0], *inner, first[-1])


def _batch(
    shown: Shown, breaths: Sequence[Breath], draw: random.Random | None = None
) -> tuple[torch.Tensor, ...]:
    said = [_said(shown, rows) for rows in breaths]
    ids = torch.full((len(said), max(map(len, said))), shown.padding)
    mask = torch.zeros(ids.shape, dtype=torch.long)
    for place, pieces in enumerate(said):
        ids[place, : len(pieces)] = torch.tensor(pieces)
        mask[place, : len(pieces)] = 1
    rules = np.stack([shown.rules[list(rows)].max(axis=0) for rows in breaths])
    questions = shown.questions[[rows[0] for rows in breaths]]
    if draw:
        rules = rules * _kept(draw, len(breaths), HIDDEN_RULES)
        questions = questions * _kept(draw, len(breaths), HIDDEN_QUESTION)
    return ids, mask, torch.tensor(rules), torch.tensor(questions)


def _kept(draw: random.Random, rows: int, hidden: float) -> np.ndarray:
    return np.array([[float(draw.random() >= hidden)] for _ in range(rows)], np.float32)
