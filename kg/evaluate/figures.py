"""Outcomes of documents in, the figures of an evaluation out: as one JSON object, as a table, as a list of errors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kg.evaluate.reliability import reliability_lines
from kg.evaluate.score import KINDS, Outcome, add_rates, merge_outcomes

_TABLE = ("span", "joint", "triple", "issues", "statutes", "stance_taken")


def figures(outcomes: Mapping[str, Outcome], *, ignored_rows: int = 0) -> dict[str, Any]:
    """Every figure, rounded to four decimals; triples of numbers are precision, recall, F1.

    `ignored_rows`: predictions for documents outside the set; they count in `grounded` as found.
    """
    total = merge_outcomes(outcomes.values())
    rows = max(1, total.rows + ignored_rows)
    return {
        "gold": len(total.gold),
        "predicted": len(total.predicted),
        "grounded": round(1 - total.lost / rows, 4),
        "span": total.span().rounded(),
        "boundary": round(total.boundary(), 4),
        "speaker": round(total.share(lambda pair: pair.speaker_right), 4),
        "strict": round(total.share(lambda pair: pair.speaker_canonical), 4),
        "joint": total.joint().rounded(),
        "triple": total.triple().rounded(),
        "kind": round(total.share(lambda pair: pair.gold.kind == pair.predicted.kind), 4),
        "issues": total.issues().rounded(),
        "issue_in_top_three": round(total.issue_in_top_three(), 4),
        "stance": round(total.stance_macro_f1(), 4),
        "stance_taken": total.stance_taken().rounded(),
        "statutes": add_rates(outcome.statutes() for outcome in outcomes.values()).rounded(),
        "kinds": {kind: _kind_figures(total, kind) for kind in KINDS},
        "documents": {name: _document_figures(outcome) for name, outcome in outcomes.items()},
    }


def _kind_figures(outcome: Outcome, kind: str) -> dict[str, Any]:
    span, joint = outcome.of_kind(kind)
    return {"gold": span.wanted, "predicted": span.said, "span": span.rounded(), "joint": joint.rounded()}


def _document_figures(outcome: Outcome) -> dict[str, Any]:
    return {
        "gold": len(outcome.gold),
        "predicted": len(outcome.predicted),
        "span_f1": round(outcome.span().f1, 3),
        "joint_f1": round(outcome.joint().f1, 3),
    }


def table_lines(result: Mapping[str, Any]) -> Iterator[str]:
    """The figures to be read: a line a document, a figure, a kind; then the shares."""
    for name, row in result["documents"].items():
        yield (
            f"  {name:32s} gold {row['gold']:4d}  predicted {row['predicted']:4d}"
            f"  span F1 {row['span_f1']:.3f}  joint F1 {row['joint_f1']:.3f}"
        )
    for key in _TABLE:
        precision, recall, f1 = result[key]
        yield f"{key.replace('_', ' '):12s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    for kind, row in result["kinds"].items():
        yield (
            f"  {kind:10s} gold {row['gold']:4d}  predicted {row['predicted']:4d}"
            f"  span F1 {row['span'][2]:.3f}  joint F1 {row['joint'][2]:.3f}"
        )
    yield (
        "speaker {speaker:.3f}  strict {strict:.3f}  kind {kind:.3f}  stance {stance:.3f}"
        "  issue in top three {issue_in_top_three:.3f}  boundary {boundary:.3f}  grounded {grounded:.3f}"
        "  ({predicted} predicted, {gold} gold)"
    ).format(**result)


def report_text(
    outcomes: Mapping[str, Outcome],
    *,
    as_json: bool = False,
    errors: int = 0,
    semantic: bool = False,
    facts: str | None = None,
    with_facts: int = 0,
) -> str:
    """The table, or one JSON object, with the first `errors` mistakes.

    semantic: whether sentence vectors were used. facts: name of the table that tells title, publisher and date of
    `with_facts` documents; None: they were read by their text alone. The report tells both.
    """
    told = {"facts": facts, "documents_with_facts": with_facts}
    result: dict[str, Any] = {**figures(outcomes), "semantic": semantic, **told}
    mistakes = list(islice(error_lines(outcomes), errors))
    if as_json:
        return json.dumps({**result, **({"errors": mistakes} if errors else {})}, indent=1)
    reliability = reliability_lines(outcomes.values())
    which = f"{'with' if semantic else 'without'} sentence vectors (the setting semantic_model)"
    known = f"title, publisher and date of {with_facts} of {len(outcomes)} documents from {facts}"
    beside = known if facts else "without facts of the documents beside their texts (--facts)"
    return "\n".join((*table_lines(result), which, beside, *reliability, *(f"  {mistake}" for mistake in mistakes)))


def error_lines(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """Wrong speakers, missed statements, statements that are not in the gold set; document by document."""
    for name, outcome in outcomes.items():
        for pair in outcome.pairs:
            if not pair.speaker_right:
                yield (
                    f"{name}: speaker {pair.predicted.speaker!r}, wanted {pair.gold.speaker!r}: "
                    f"{_shortened(pair.gold.text)}"
                )
        found = {id(unit) for pair in outcome.pairs for unit in (pair.gold, pair.predicted)}
        for unit in outcome.gold:
            if id(unit) not in found:
                yield f"{name}: missed ({unit.speaker}): {_shortened(unit.text)}"
        for unit in outcome.predicted:
            if id(unit) not in found:
                yield f"{name}: not in gold ({unit.speaker}): {_shortened(unit.text)}"


def _shortened(text: str, length: int = 110) -> str:
    return repr(" ".join(text.split())[:length])
