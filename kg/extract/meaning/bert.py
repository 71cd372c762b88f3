"""Word-piece numbers of one text -> its vector: the forward pass of a BERT encoder in numpy.

Devlin et al. 2019, https://arxiv.org/abs/1810.04805: embeddings, layers of self-attention and feed-forward, each with a
residual and a layer norm; then the mean over the pieces, of length 1. One text at a time and in double precision, so that
neither the company of other texts nor the number of threads shows in the first ten digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.floating]]


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Array  # inputs, outputs
    bias: Array

    def __call__(self, x: Array) -> Array:
        return np.asarray(x @ self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class _Norm:
    """Layer norm over the last axis."""

    weight: Array
    bias: Array
    epsilon: float

    def __call__(self, x: Array) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        return np.asarray(centred / deviation * self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class _Layer:
    query: _Linear
    key: _Linear
    value: _Linear
    attended: _Linear
    attention_norm: _Norm
    inner: _Linear
    outer: _Linear
    output_norm: _Norm
    heads: int

    def __call__(self, x: Array) -> Array:
        x = self.attention_norm(self.attended(self._attend(x)) + x)
        return self.output_norm(self.outer(gelu(self.inner(x))) + x)

    def _attend(self, x: Array) -> Array:
        query, key, value = (self._by_head(linear(x)) for linear in (self.query, self.key, self.value))
        likeness = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[-1])
        shares = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(1, 0, 2).reshape(x.shape))

    def _by_head(self, x: Array) -> Array:
        """From pieces × width to heads × pieces × width of a head."""
        return x.reshape(len(x), self.heads, -1).transpose(1, 0, 2)


@dataclass(frozen=True, eq=False)
class Encoder:
    """A BERT encoder with mean pooling."""

    words: NDArray[np.floating]
    positions: NDArray[np.floating]
    kind: Array  # of the first of two texts; here there is one
    norm: _Norm
    layers: tuple[_Layer, ...]

    @property
    def longest(self) -> int:
        """Pieces of the longest text that it can take."""
        return len(self.positions)

    def encode(self, pieces: Sequence[int]) -> Array:
        """The vector, of length 1, of a text of 1 to `longest` word pieces, its start and end marks among them."""
        x = self.norm(self.words[list(pieces)].astype(np.float64) + self.positions[: len(pieces)] + self.kind)
        for layer in self.layers:
            x = layer(x)
        mean = x.mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12))


def encoder_of(weights: Weights, *, heads: int, epsilon: float) -> Encoder:
    """The encoder out of its weights by the names that BERT's files use.

    Raises: KeyError for a weight that is not there.
    """
    count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    parts = _Parts(weights, heads, epsilon)
    return Encoder(
        words=weights["embeddings.word_embeddings.weight"],
        positions=weights["embeddings.position_embeddings.weight"],
        kind=parts.array("embeddings.token_type_embeddings.weight")[0],
        norm=parts.norm("embeddings"),
        layers=tuple(parts.layer(f"encoder.layer.{i}") for i in range(count)),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of an encoder by the names of their weights."""

    weights: Weights
    heads: int
    epsilon: float

    def array(self, name: str) -> Array:
        return self.weights[name].astype(np.float64)

    def linear(self, name: str) -> _Linear:
        return _Linear(np.ascontiguousarray(self.array(f"{name}.weight").T), self.array(f"{name}.bias"))

    def norm(self, name: str) -> _Norm:
        return _Norm(self.array(f"{name}.LayerNorm.weight"), self.array(f"{name}.LayerNorm.bias"), self.epsilon)

    def layer(self, name: str) -> _Layer:
        attention = f"{name}.attention"
        query, key, value = (self.linear(f"{attention}.self.{part}") for part in ("query", "key", "value"))
        return _Layer(
            query=query,
            key=key,
            value=value,
            attended=self.linear(f"{attention}.output.dense"),
            attention_norm=self.norm(f"{attention}.output"),
            inner=self.linear(f"{name}.intermediate.dense"),
            outer=self.linear(f"{name}.output.dense"),
            output_norm=self.norm(f"{name}.output"),
            heads=self.heads,
        )


def gelu(x: Array) -> Array:
    """x times the share of a normal distribution below it."""
    return np.asarray(0.5 * x * (1 + erf(x / np.sqrt(2))))


def erf(x: Array) -> Array:
    """The error function, to 1.5e-7: Abramowitz and Stegun 1964, formula 7.1.26."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1 - series * np.exp(-(x**2))))
