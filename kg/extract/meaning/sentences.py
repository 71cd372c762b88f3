"""The files of a model -> a sentence model; texts -> their vectors, one row a text, rounded so that they stay the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from kg.extract.meaning.bert import Array, Encoder, encoder_of

_LONGEST = 256  # word pieces; what stands behind is left out
_DIGITS = 6  # far fewer than the order of additions could touch


@dataclass(frozen=True, eq=False)
class SentenceModel:
    """An encoder with its words."""

    encoder: Encoder
    tokenizer: Tokenizer
    _known: dict[str, Array] = field(default_factory=dict, repr=False)

    def vectors(self, texts: Iterable[str]) -> Array:
        """Texts × width; each row of length 1. A text that comes again is not read again."""
        return np.array([self._vector(" ".join(text.split())) for text in texts])

    def _vector(self, text: str) -> Array:
        if text not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[text] = np.round(self.encoder.encode(self.tokenizer.encode(text).ids), _DIGITS)
        return self._known[text]


def read_sentence_model(weights: Path, tokenizer: Path, config: Path) -> SentenceModel:
    """The model out of its three files.

    Raises: KeyError, ValueError, OSError for files that are no BERT encoder's.
    """
    settings = json.loads(config.read_text(encoding="utf-8"))
    encoder = encoder_of(load_file(weights), heads=settings["num_attention_heads"], epsilon=settings["layer_norm_eps"])
    words = Tokenizer.from_file(str(tokenizer))
    words.no_padding()
    words.enable_truncation(min(_LONGEST, encoder.longest))
    return SentenceModel(encoder, words)
