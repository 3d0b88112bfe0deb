"""The model: one encoder, many heads; words in, projections out.

Rows of packed windows go through the encoder once; each word is read off at its first piece. Word layers are
linear; pair layers score a word against an anchor (its cue, its trigger, an earlier mention); arcs are
biaffine (Dozat and Manning 2017) within a sentence. What the decoder needs of it is exported by ``export``.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from counterclaim.language.pairs import BUCKETS
from counterclaim.language.pieces import FEATURES

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
ARC, LABEL, PAIR, PLOVER, QUERY = 160, 128, 96, 192, 64
WORD_LAYERS_NOT = {"deprel", "root", "plover", "mode", "attribution", "argument"}
SYNTAX = ("upos", "sentence")  # word layers that are read off the mixture of layers, as the trees are
MATCHES = 3  # two mentions share no word, a word, their head


class Block(nn.Module):
    """A post-norm transformer layer, as BERT's."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm_attention(
            x + self.dropout(self.out(mixed.transpose(1, 2).reshape(rows, length, HIDDEN)))
        )
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with two embeddings added: the word's shape and gap, and the marks of source and target."""

    def __init__(self, vocabulary: int, layers: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.feature = nn.Embedding(FEATURES, HIDDEN)
        self.role = nn.Embedding(3, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(layers))
        nn.init.normal_(self.feature.weight, std=0.01)
        nn.init.zeros_(self.role.weight)

    def forward(
        self, ids: Tensor, features: Tensor, roles: Tensor, positions: Tensor, mask: Tensor | None
    ) -> list[Tensor]:
        """What each layer gives, [rows, length, HIDDEN]."""
        x = self.word(ids) + self.position(positions) + self.feature(features) + self.role(roles)
        x = self.norm(x)
        out = []
        for block in self.blocks:
            x = block(x, mask)
            out.append(x)
        return out

    @classmethod
    def pretrained(cls, folder: Path, layers: int, dropout: float) -> Encoder:
        """The weights of a BERT-shaped encoder in safetensors; its first ``layers`` layers."""
        old = load_file(folder / "model.safetensors")
        new = cls(old["embeddings.word_embeddings.weight"].shape[0], layers, dropout)
        state = new.state_dict()
        state["word.weight"] = old["embeddings.word_embeddings.weight"]
        state["position.weight"] = (
            old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        )
        names = {
            "norm_attention": "attention.output.LayerNorm",
            "out": "attention.output.dense",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = old[f"embeddings.LayerNorm.{kind}"]
            for i in range(layers):
                layer = f"encoder.layer.{i}"
                parts = [old[f"{layer}.attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                state[f"blocks.{i}.qkv.{kind}"] = torch.cat(parts)
                for ours, theirs in names.items():
                    state[f"blocks.{i}.{ours}.{kind}"] = old[f"{layer}.{theirs}.{kind}"]
        new.load_state_dict(state)
        new.word.weight.requires_grad_(False)
        return new


class PairHead(nn.Module):
    """Scores words against anchors: relu(word + anchor + distance) and the product, to a logit a label."""

    def __init__(self, labels: int, extra: int = 0) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, PAIR)
        self.anchor = nn.Linear(HIDDEN, PAIR)
        self.distance = nn.Embedding(BUCKETS, PAIR)
        self.extra = nn.Embedding(extra, PAIR) if extra else None
        self.out = nn.Linear(PAIR + 1, labels)

    def forward(self, word: Tensor, anchor: Tensor, buckets: Tensor, extra: Tensor | None = None) -> Tensor:
        """``word`` [..., PAIR] and ``anchor`` [..., PAIR] projected, broadcast to [..., labels]."""
        z = word + anchor + self.distance(buckets)
        if self.extra is not None:
            z = z + self.extra(extra)
        product = (word * anchor).sum(-1, keepdim=True) / math.sqrt(PAIR)
        return self.out(torch.cat([torch.relu(z), product.expand(*z.shape[:-1], 1)], -1))


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(
        self, encoder: Encoder, layers: dict[str, list[str]], dropout: float, tree_dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.layers = {name: len(labels) for name, labels in layers.items() if name not in WORD_LAYERS_NOT}
        self.dropout, self.tree_dropout = nn.Dropout(dropout), nn.Dropout(tree_dropout)
        self.words = nn.Linear(HIDDEN, sum(self.layers.values()))
        # What syntax is read off: a weighted sum of the layers' outputs (Peters et al. 2018); the last one at first.
        self.mixture = nn.Parameter(
            F.one_hot(torch.tensor(len(encoder.blocks) - 1), len(encoder.blocks)).float()
        )
        self.score = nn.Linear(HIDDEN, 1)  # factuality
        self.arc_dependent, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label_dependent, self.label_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.label_out = nn.Linear(2 * LABEL, len(layers["deprel"]))
        self.attribution = PairHead(len(layers["attribution"]))
        self.argument = PairHead(len(layers["argument"]))
        self.antecedent = PairHead(1, MATCHES)
        self.plover_value, self.plover_key = nn.Linear(HIDDEN, PLOVER), nn.Linear(HIDDEN, QUERY)
        self.plover_query = nn.Linear(2 * HIDDEN, QUERY)
        self.plover_party = nn.Linear(2 * HIDDEN, PLOVER)
        self.plover_out = nn.ModuleDict(
            {name: nn.Linear(PLOVER, len(layers[name])) for name in ("root", "plover", "mode")}
        )

    def mixed(self, layers: list[Tensor]) -> Tensor:
        """The layers' outputs of some words, weighted and summed."""
        return torch.stack([weight * layer for weight, layer in zip(self.mixture, layers, strict=True)]).sum(
            0
        )

    def word_logits(self, words: Tensor, mixed: Tensor) -> dict[str, Tensor]:
        """[W, labels] of each word layer."""
        weights, biases = (
            part.split(list(self.layers.values())) for part in (self.words.weight, self.words.bias)
        )
        return {
            name: F.linear(mixed if name in SYNTAX else words, weight, bias)
            for name, weight, bias in zip(self.layers, weights, biases, strict=True)
        }

    def arcs(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[S, L, ARC] twice to [S, L dependents, L heads]; a word that heads itself is a root."""
        ones = torch.ones_like(dependents[..., :1])
        return torch.cat([dependents, ones], -1) @ self.arc_weight @ heads.transpose(-1, -2)

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[N, LABEL] twice to [N, relations]."""
        return self.label_out(torch.cat([torch.relu(dependents + heads), dependents * heads], -1))

    def plover(self, words: Tensor, source: Tensor, target: Tensor) -> dict[str, Tensor]:
        """One sentence's words [W, HIDDEN] with the means of its source and target words [HIDDEN]."""
        parties = torch.cat([source, target])
        attention = torch.softmax(self.plover_key(words) @ self.plover_query(parties) / math.sqrt(QUERY), 0)
        value = attention @ torch.relu(self.plover_value(words) + self.plover_party(parties))
        return {name: out(self.dropout(value)) for name, out in self.plover_out.items()}
