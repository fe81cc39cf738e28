"""The network that is trained: an encoder, the mean of its word vectors, and one linear layer."""

from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertModel, MPNetModel


QUESTIONS = 11
# What the large encoder knows of words and their order is left alone.
TEACHER_LAYERS_LEFT = 2


class Network(nn.Module):  # type: ignore[misc]  # torch is not installed here
    """Scores every key from the words, from what the rules found, and from the question."""

    def __init__(self, encoder: BertModel | MPNetModel, rates: np.ndarray, features: int) -> None:
        super().__init__()
        keys = len(rates)
        self.encoder = encoder
        self.head = nn.Linear(encoder.config.hidden_size, keys)
        self.rules = nn.Linear(features, keys, bias=False)
        self.questions = nn.Linear(QUESTIONS, keys, bias=False)
        self.dropout = nn.Dropout(0.1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.rules.weight)
        nn.init.zeros_(self.questions.weight)
        with torch.no_grad():
            rate = torch.tensor(np.clip(rates, 0.002, 0.95), dtype=torch.float32)
            self.head.bias.copy_(torch.log(rate / (1 - rate)))

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, rules: torch.Tensor, questions: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give one score (a logit) per utterance and key, and each utterance's meaning."""
        meaning = self.meaning(ids, mask)
        scores: torch.Tensor = self.head(self.dropout(meaning))
        return scores + self.rules(rules) + self.questions(questions), meaning

    def meaning(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give the mean of what the encoder makes of the pieces of words."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return (hidden * weight).sum(1) / weight.sum(1)


def build_student(start: Path) -> BertModel:
    """Build the small encoder from its starting weights; its word table stays as it is."""
    encoder = BertModel.from_pretrained(str(start), add_pooling_layer=False)
    encoder.embeddings.requires_grad_(requires_grad=False)
    return encoder


def build_teacher(start: Path) -> MPNetModel:
    """Build the large encoder from its starting weights; its lowest parts stay as they are."""
    encoder = MPNetModel.from_pretrained(str(start), add_pooling_layer=False)
    left = encoder.encoder.layer[:TEACHER_LAYERS_LEFT]
    for part in (encoder.embeddings, encoder.encoder.relative_attention_bias, *left):
        part.requires_grad_(requires_grad=False)
    return encoder
