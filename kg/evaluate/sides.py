"""Gold leans and the stances of extractions in, right, found and wanted leans of each dilemma out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.evaluate.names import is_same_speaker
from kg.evaluate.places import TextIndex
from kg.evaluate.rows import Row, join_units, read_rows
from kg.knowledge.dilemmas import Dilemma
from kg.model import Extraction

SIDES = "sides.jsonl"  # in the folder of gold statements; tells of no document of that name
LEAST_SHARED = 0.5  # of the words of the shorter of two statements that count as one


@dataclass(frozen=True, slots=True)
class SideScore:
    """Counts of leans; `right_speaker` of the right ones have the right speaker too."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    right_speaker: int = 0

    def __add__(self, other: SideScore) -> SideScore:
        return SideScore(
            self.right + other.right,
            self.found + other.found,
            self.wanted + other.wanted,
            self.right_speaker + other.right_speaker,
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(frozen=True, slots=True)
class Lean:
    """That a speaker leans to a side of a dilemma in words that stand at these positions."""

    document: str
    places: frozenset[int]
    dilemma: str  # last part of its IRI
    side: str  # last part of the option's IRI; "mixed"
    speakers: tuple[str, ...]
    words: str


def score_sides(
    extractions: Iterable[Extraction], gold_folder: Path, dilemmas: Sequence[Dilemma]
) -> dict[str, SideScore]:
    """Counts for each dilemma, by the last part of its IRI, over the documents given.

    Being against one of two options is leaning to the other; a mixed lean is right where the gold is mixed too.

    gold_folder: holds `sides.jsonl` and, for each document it names, the gold statements, NAME.jsonl.
    Raises: KnowledgeError for a gold line that names no gold statement or no option.
    """
    found, wanted = compared_sides(extractions, gold_folder, dilemmas)
    scores: dict[str, SideScore] = {}
    for dilemma in dilemmas:
        key = _key(dilemma.iri)
        mine, theirs = ([lean for lean in leans if lean.dilemma == key] for leans in (found, wanted))
        pairs = [(one, match) for one in mine if (match := matching(one, theirs)) is not None]
        spoken = sum(is_same_speaker(one.speakers[0], match.speakers) for one, match in pairs)
        scores[key] = SideScore(len({id(match) for _, match in pairs}), len(mine), len(theirs), spoken)
    return scores


def compared_sides(
    extractions: Iterable[Extraction], gold_folder: Path, dilemmas: Sequence[Dilemma]
) -> tuple[list[Lean], list[Lean]]:
    """Leans that were found and leans that are wanted, in the documents given; raises as `score_sides`."""
    sides = _sides(dilemmas)
    rows = defaultdict(list)
    for row in read_rows(gold_folder / SIDES):
        rows[row["doc"]].append(row)
    found: list[Lean] = []
    wanted: list[Lean] = []
    for extraction in extractions:
        document, index = extraction.document.key, TextIndex(extraction.document.text)
        found += _found(extraction, index, sides)
        if rows[document]:
            statements = read_rows(gold_folder / f"{document}.jsonl")
            wanted += _wanted(document, rows[document], statements, index, sides)
    return found, wanted


def matching(lean: Lean, others: Iterable[Lean]) -> Lean | None:
    """The other that tells of the same words, dilemma and side; None: there is none."""
    same = (o for o in others if (o.document, o.dilemma, o.side) == (lean.document, lean.dilemma, lean.side))
    return next((other for other in same if _shared(lean.places, other.places) >= LEAST_SHARED), None)


def _found(extraction: Extraction, index: TextIndex, sides: Mapping[str, tuple[str, str, str]]) -> Iterator[Lean]:
    text = extraction.document.text
    for statement in extraction.statements:
        spans = [index.covered(p.start, p.end, wording=text[p.start : p.end]) for p in statement.parts]
        speaker = statement.speaker.label if statement.speaker else ""
        for stance in statement.stances:
            if stance.target in sides:
                dilemma, side = _side(sides[stance.target], stance.polarity.value)
                places = frozenset().union(*spans)
                yield Lean(extraction.document.key, places, dilemma, side, (speaker,), statement.words)


def _wanted(
    document: str,
    rows: Sequence[Row],
    statements: Sequence[Row],
    index: TextIndex,
    sides: Mapping[str, tuple[str, str, str]],
) -> Iterator[Lean]:
    keys = {_key(iri): side for iri, side in sides.items()}
    units, _ = join_units(statements, index)
    for row in rows:
        whole = next((unit for unit in units if unit.text.startswith(row["text"])), None)
        if whole is None or row["option"] not in keys:
            raise KnowledgeError(
                f"{SIDES}: {row['text'][:40]!r} ({document}, {row['option']}) fits no gold statement or no option. Correct the line."
            )
        if row["lean"] != "none":
            dilemma, side = _side(keys[row["option"]], row["lean"])
            speakers = (whole.speaker or "", *whole.aliases)
            yield Lean(document, whole.places, dilemma, side, speakers, whole.text)


def _sides(dilemmas: Sequence[Dilemma]) -> dict[str, tuple[str, str, str]]:
    """Of each option by IRI: its dilemma, what leaning to it is called, and what being against it is called."""
    sides = {}
    for dilemma in dilemmas:
        keys = [_key(option.iri) for option in dilemma.options]
        for option, key in zip(dilemma.options, keys, strict=True):
            others = [other for other in keys if other != key]
            sides[option.iri] = (_key(dilemma.iri), key, others[0] if len(others) == 1 else f"not {key}")
    return sides


def _side(option: tuple[str, str, str], polarity: str) -> tuple[str, str]:
    dilemma, to, away = option
    return dilemma, {"agree": to, "disagree": away}.get(polarity, "mixed")


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]


def _shared(a: frozenset[int], b: frozenset[int]) -> float:
    both = len(a & b)
    return both / min(len(a), len(b)) if both else 0.0
