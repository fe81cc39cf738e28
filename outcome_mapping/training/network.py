"""The network that is trained: an encoder, the mean of its word vectors, and one linear layer."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import nn
from transformers import BertConfig, BertModel

from outcome_mapping.training.start import Matrix, StartingWeights
from outcome_mapping.training.vocabulary import Vocabulary


QUESTIONS = 11
# The top two of twelve layers are left off from the start: they teach little here.
LAYERS = 10
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Network(nn.Module):  # type: ignore[misc]  # torch is not installed here
    """Scores every key from the words, from what the rules found, and from the question."""

    def __init__(self, encoder: BertModel, rates: np.ndarray, features: int) -> None:
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

    def keep_layers(self, count: int) -> None:
        """Take off all layers but the lower ones."""
        self.encoder.encoder.layer = self.encoder.encoder.layer[:count]
        self.encoder.config.num_hidden_layers = count

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, rules: torch.Tensor, questions: torch.Tensor
    ) -> torch.Tensor:
        """Give one score (a logit) per utterance and key."""
        meaning = self.meaning(ids, mask)
        scores: torch.Tensor = self.head(self.dropout(meaning))
        return scores + self.rules(rules) + self.questions(questions)

    def meaning(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give the mean of what the encoder makes of the pieces of words."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return (hidden * weight).sum(1) / weight.sum(1)


def build_encoder(start: StartingWeights, vocabulary: Vocabulary) -> BertModel:
    """Build the encoder from the starting weights, with the kept pieces only."""
    encoder = BertModel(
        BertConfig(
            vocab_size=len(vocabulary.rows),
            hidden_size=start.hidden,
            num_hidden_layers=LAYERS,
            num_attention_heads=start.heads,
            intermediate_size=start.inner,
            max_position_embeddings=start.positions,
            type_vocab_size=2,
            pad_token_id=1,
        ),
        add_pooling_layer=False,
    )
    state = encoder.state_dict()
    for name, values in _weights(start, vocabulary):
        if state[name].shape != values.shape:
            raise ValueError(f"{name} has another shape in the starting weights.")
        state[name] = torch.tensor(values)
    encoder.load_state_dict(state)
    return encoder


def _weights(start: StartingWeights, vocabulary: Vocabulary) -> Iterator[tuple[str, Matrix]]:
    hidden = start.hidden
    table = "embeddings."
    yield f"{table}word_embeddings.weight", start.table("emb.word", hidden)[list(vocabulary.rows)]
    yield f"{table}position_embeddings.weight", start.table("emb.pos", hidden)
    yield f"{table}token_type_embeddings.weight", start.table("emb.type", hidden)
    yield f"{table}LayerNorm.weight", start.table("emb.ln.w")
    yield f"{table}LayerNorm.bias", start.table("emb.ln.b")
    for layer in range(LAYERS):
        for short, name in PARTS.items():
            columns = start.inner if short == "fo" else hidden
            place = f"encoder.layer.{layer}.{name}"
            yield f"{place}.weight", start.table(f"l{layer}.{short}.w", columns)
            yield f"{place}.bias", start.table(f"l{layer}.{short}.b")
        for short, name in NORMS.items():
            yield f"encoder.layer.{layer}.{name}.weight", start.table(f"l{layer}.{short}.w")
            yield f"encoder.layer.{layer}.{name}.bias", start.table(f"l{layer}.{short}.b")
