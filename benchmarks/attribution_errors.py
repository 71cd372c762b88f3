"""The hand-annotated documents and the sentences of tests/ -> what the attribution engine catches and what not, by class.

    python benchmarks/attribution_errors.py            prints the tables
    python benchmarks/attribution_errors.py --write    puts them into docs/attribution.md, between its two marks
    python benchmarks/attribution_errors.py --list     prints each statement missed, misattributed or in excess

A gold statement counts as found when `kg evaluate` pairs it with one of the program, as right when the speaker is right too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.places import split_words
from kg.evaluate.rows import Unit, read_rows
from kg.evaluate.score import Outcome, compare_document
from kg.extract.pipeline import extract
from kg.jsonl import iter_rows, stance_labels
from kg.knowledge import Knowledge, load_knowledge
from kg.model import BlockKind, Document
from kg.pack import read_pack
from kg.read import read_document

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "attribution.md"
OPENING, CLOSING = "<!-- figures -->", "<!-- end of figures -->"
CLASSES = {
    BlockKind.BLOCK_QUOTATION: "block quotation",
    BlockKind.BULLET: "bullet",
    BlockKind.PARAGRAPH: "running text",
}


@dataclass(frozen=True)
class Case:
    """A gold statement, and what became of it."""

    document: str
    block: str  # class of the block in which it begins
    gold: Unit
    found: Unit | None
    right: bool  # found, with the right speaker


@dataclass(frozen=True)
class Excess:
    """A statement of the program that the gold set lacks."""

    document: str
    block: str
    unit: Unit


def judge(knowledge: Knowledge) -> tuple[list[Case], list[Excess], list[Unit]]:
    """Every gold statement, every statement in excess, and all that the program found."""
    cases: list[Case] = []
    excess: list[Excess] = []
    predicted: list[Unit] = []
    for path in sorted((ROOT / "data" / "sources").glob("*.txt")):
        document = read_document(path, knowledge.lexicon)
        outcome = _outcome(document, path.stem, knowledge)
        block_of = _blocks_of_words(document)
        pairs = {id(pair.gold): pair for pair in outcome.pairs}
        for unit in outcome.gold:
            pair = pairs.get(id(unit))
            found = pair.predicted if pair else None
            cases.append(Case(path.stem, block_of(unit), unit, found, pair is not None and pair.speaker_right))
        paired = {id(pair.predicted) for pair in outcome.pairs}
        excess.extend(Excess(path.stem, block_of(unit), unit) for unit in outcome.predicted if id(unit) not in paired)
        predicted.extend(outcome.predicted)
    return cases, excess, predicted


def _outcome(document: Document, name: str, knowledge: Knowledge) -> Outcome:
    extraction = extract(document, knowledge)
    rows = iter_rows(extraction, stance_labels(extraction, knowledge))
    return compare_document(read_rows(ROOT / "data" / "gold" / f"{name}.jsonl"), rows, document.text)


def _blocks_of_words(document: Document) -> Callable[[Unit], str]:
    """The class of the block in which a statement's first word stands."""
    starts = [word.start for word in split_words(document.text)]
    pieces = [(piece.start, piece.end, block.kind) for block in document.blocks for piece in block.pieces]

    def block_of(unit: Unit) -> str:
        place = starts[min(unit.places)]
        kind = next((kind for start, end, kind in pieces if start <= place < end), None)
        return CLASSES.get(kind, kind.value if kind else "none") if kind else "none"

    return block_of


# ---------------------------------------------------------------- tables


def table(heading: str, cases: Sequence[Case], key: Callable[[Case], str]) -> Iterator[str]:
    """Gold, found and right by a class, most frequent first, with recall."""
    yield f"| {heading} | gold | found | speaker right | recall of the words | recall of words and speaker |"
    yield "|---|---|---|---|---|---|"
    for name in _by_frequency(map(key, cases)):
        group = [case for case in cases if key(case) == name]
        found, right = sum(case.found is not None for case in group), sum(case.right for case in group)
        shares = f"{found / len(group):.2f} | {right / len(group):.2f}"
        yield f"| {name} | {len(group)} | {found} | {right} | {shares} |"
    yield ""


def rule_table(cases: Sequence[Case], excess: Sequence[Excess], predicted: Sequence[Unit]) -> Iterator[str]:
    yield "| rule | statements | in the gold set | speaker right | in excess |"
    yield "|---|---|---|---|---|"
    for rule in _by_frequency(unit.rule or "" for unit in predicted):
        found = [case for case in cases if case.found is not None and case.found.rule == rule]
        total = sum(unit.rule == rule for unit in predicted)
        extra = sum(one.unit.rule == rule for one in excess)
        yield f"| {rule} | {total} | {len(found)} | {sum(case.right for case in found)} | {extra} |"
    yield ""


def excess_table(excess: Sequence[Excess]) -> Iterator[str]:
    yield "| block | in excess |"
    yield "|---|---|"
    for name in _by_frequency(one.block for one in excess):
        yield f"| {name} | {sum(one.block == name for one in excess)} |"
    yield ""


def sentence_table() -> Iterator[str]:
    """Right and total of each construction of tests/attribution_sentences.tsv."""
    sys.path.insert(0, str(ROOT / "tests"))
    from attribution_cases import read_cases, said  # type: ignore[import-not-found]

    rights = [(case.construction, case.is_right(said(case.text))) for case in read_cases()]
    yield "| construction | right | of |"
    yield "|---|---|---|"
    for name in dict.fromkeys(name for name, _ in rights):
        own = [right for this, right in rights if this == name]
        yield f"| {name} | {sum(own)} | {len(own)} |"
    yield f"| all | {sum(right for _, right in rights)} | {len(rights)} |"


def report(cases: Sequence[Case], excess: Sequence[Excess], predicted: Sequence[Unit]) -> str:
    missed = [case for case in cases if case.found is None]
    lines = [
        "This part is made by `python benchmarks/attribution_errors.py --write`; do not edit it.",
        "",
        "### Hand-annotated documents",
        "",
        f"{len(cases)} statements in the gold set, {len(cases) - len(missed)} found, {sum(case.right for case in cases)} "
        f"of them with the right speaker; {len(excess)} of the program's {len(predicted)} statements are in excess.",
        "",
        *table("block", cases, lambda case: case.block),
        *table("kind", cases, lambda case: case.gold.kind or ""),
        *table("document", cases, lambda case: case.document),
        "Statements in excess:",
        "",
        *excess_table(excess),
        "By the rule that found them:",
        "",
        *rule_table(cases, excess, predicted),
        "### Sentences of our own, by construction",
        "",
        *sentence_table(),
    ]
    return "\n".join(lines)


def listing(cases: Iterable[Case], excess: Iterable[Excess]) -> Iterator[str]:
    for case in cases:
        if case.found is None:
            yield f"missed\t{case.document}\t{case.block}\t{case.gold.speaker}\t{_short(case.gold.text)}"
        elif not case.right:
            wrong = f"{case.found.speaker} for {case.gold.speaker}"
            yield f"speaker\t{case.document}\t{case.block}\t{wrong}\t{_short(case.gold.text)}"
    for one in excess:
        yield f"excess\t{one.document}\t{one.block}\t{one.unit.speaker} ({one.unit.rule})\t{_short(one.unit.text)}"


def _by_frequency(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted(set(listed), key=lambda name: (-listed.count(name), name))


def _short(text: str) -> str:
    return " ".join(text.split())[:100]


def write(figures: str) -> None:
    """Put the figures between the two marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(OPENING, 1)
    after = rest.split(CLOSING, 1)[1]
    PAGE.write_text(f"{before}{OPENING}\n{figures}\n{CLOSING}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/attribution.md")
    parser.add_argument("--list", action="store_true", help="print each error")
    options = parser.parse_args()
    cases, excess, predicted = judge(load_knowledge(read_pack(ROOT / "pack.toml")))
    if options.list:
        print("\n".join(listing(cases, excess)))
        return
    figures = report(cases, excess, predicted)
    if options.write:
        write(figures)
    print(figures)


if __name__ == "__main__":
    main()
