"""An explanation in, what `kg extract --explain` prints out: lines to be read, or one JSON object a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from kg.extract.explain import Explained, Explanation, Fired
from kg.extract.reasons import Reason

_LONGEST = 160  # characters of a sentence or of a statement's words shown to a reader
_LONGEST_CUE = 40
_MOST_CUES = 6


def to_table(explanation: Explanation) -> str:
    """A block a sentence: where it stands and its words; "+" a rule that fired, "-" what did not and why."""
    sentences = explanation.sentences
    found = sum(one.dropped is None for sentence in sentences for one in sentence.fired)
    head = f"{explanation.document.file.name}: {_count(len(sentences), 'sentence')}, {_count(found, 'statement')}"
    return "\n".join([head, *(line for sentence in sentences for line in _lines(sentence))]) + "\n"


def _lines(sentence: Explained) -> Iterator[str]:
    yield ""
    yield f"[{sentence.span.start}–{sentence.span.end}] {sentence.kind}: {_shortened(sentence.text, _LONGEST)}"
    yield from (line for one in sentence.fired for line in _fired_lines(one))
    if sentence.leads_to:
        yield f"  > says who speaks in {_count(sentence.leads_to, 'statement')} elsewhere"
    yield from (f"  - {_reason(one)}" for one in sentence.reasons)


def _fired_lines(one: Fired) -> Iterator[str]:
    told = ", ".join(f"{name} “{words}”" for name, words in (("speaker", one.source), ("cue", one.cue)) if words)
    yield (
        f"  + {one.rule}: {one.speaker or 'speaker not told'} ({one.kind}, confidence {one.confidence:.2f}"
        f"{'; ' + told if told else ''})"
    )
    yield f"      {_shortened(one.words, _LONGEST)}"
    if one.dropped:
        yield f"      dropped: {one.dropped}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _reason(reason: Reason) -> str:
    cues = [f"“{_shortened(cue, _LONGEST_CUE)}”" for cue in reason.cues[:_MOST_CUES]]
    more = ["…"] if len(reason.cues) > _MOST_CUES else []
    return f"{', '.join([*cues, *more])}: {reason.words}" if cues else reason.words


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def iter_rows(explanation: Explanation) -> Iterator[dict[str, Any]]:
    """One object a sentence.

    Keys: doc, block (index), kind (of the block), start, end, text, statements (rule, kind, speaker, words, start, end,
    source, cue, confidence, dropped: why it is no statement, else null), leads_to (statements elsewhere whose
    speaker it tells), reasons (why, cues, words).
    """
    name = PurePath(explanation.document.file.name).stem
    for sentence in explanation.sentences:
        yield {
            "doc": name,
            "block": sentence.block,
            "kind": sentence.kind.value,
            "start": sentence.span.start,
            "end": sentence.span.end,
            "text": sentence.text,
            "statements": [_fired_row(one) for one in sentence.fired],
            "leads_to": sentence.leads_to,
            "reasons": [{"why": one.why.value, "cues": list(one.cues), "words": one.words} for one in sentence.reasons],
        }


def _fired_row(one: Fired) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "kind": one.kind,
        "speaker": one.speaker,
        "words": one.words,
        "start": one.span.start,
        "end": one.span.end,
        "source": one.source,
        "cue": one.cue,
        "confidence": one.confidence,
        "dropped": one.dropped,
    }


def to_json_lines(explanation: Explanation) -> str:
    """The rows as JSON, ASCII only, one a line."""
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in iter_rows(explanation))
