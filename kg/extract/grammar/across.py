"""A sentence that tells how things were received "across all sessions" -> what all who answered think, though none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.found import Found, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FARTHEST_COMMA = 8  # tokens
_BREAKS = (";", "-", "–", "—")
_PASSIVES = frozenset({"was", "were", "been"})


def across(sentence: Doc, reading: Reading) -> Found | None:
    """ "Across all responses, X was found useful"; None where the main clause tells anything else."""
    if len(sentence) == 0 or sentence[0].lower_ not in ("across", "throughout"):
        return None
    comma = next((token.i for token in sentence[:_FARTHEST_COMMA] if token.text == ","), None)
    if comma is None or not any(token.lower_ in reading.cues.occasions for token in sentence[1:comma]):
        return None
    for token in sentence[comma + 1 :]:
        helped = any(word.lower_ in _PASSIVES for word in sentence[max(comma, token.i - 3) : token.i])
        if token.lower_ in reading.cues.received and token.tag_ in ("VBN", "VBD") and helped:
            behind = (at for at in range(token.i, len(sentence)) if sentence[at].text in _BREAKS)
            return Found("across", None, (0, comma), (comma + 1, next(behind, len(sentence))), "find")
    return None
