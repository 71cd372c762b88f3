"""Sentences -> spaCy parses: tagger and parser only, in batches; the model is loaded once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]
_FALLBACK = "en_core_web_sm"
_BATCH = 256  # sentences; larger batches pad short ones and gain nothing on two cores
_LONGEST = 3000  # characters; a longer sentence is a table or a fault, and memory grows with it


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """The tagger and parser of an installed spaCy package.

    Raises: KnowledgeError when neither it nor the fallback is installed.
    """
    import spacy

    for candidate in dict.fromkeys((name, _FALLBACK)):
        try:
            return spacy.load(candidate, exclude=_UNUSED)
        except OSError:
            continue
    raise KnowledgeError(
        f"spaCy model {name!r} is not installed. Install it, or name another in the settings (language_model)."
    )


def unparsed(*, model: str) -> Doc:
    """What stands for a sentence whose parse could tell nothing: no tokens."""
    return load_model(model).make_doc("")


def parse(sentences: Iterable[str], *, model: str) -> Iterator[Doc]:
    """One parse a sentence, in order; a sentence over the limit is cut there."""
    for parsed in load_model(model).pipe((sentence[:_LONGEST] for sentence in sentences), batch_size=_BATCH):
        parsed.tensor = parsed.tensor[:0]  # the vectors are two thirds of a parse's memory, and have done their work
        yield parsed
