"""Precision, recall and F1 of the sides of dilemmas on the first pack's documents, for each dilemma, beside data/gold/sides.jsonl.

The whole way of `kg extract` is gone; what is found outside the gold counts as wrong.

Run it after `make install`: .venv/bin/python benchmarks/sides.py [--errors]
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.errors import DocumentError
from kg.evaluate.sides import SideScore, compared_sides, matching, score_sides
from kg.extract_files import extract_files
from kg.knowledge import load_knowledge
from kg.model import Extraction
from kg.pack import find_pack
from kg.settings import load_settings

DATA = Path(__file__).resolve().parent.parent / "data"


def row(name: str, score: SideScore) -> str:
    counts = f"{score.right:5} {score.found:5} {score.wanted:6} {score.right_speaker:7}"
    return f"{name:26} {counts}  {score.precision:.2f} {score.recall:.2f} {score.f1:.2f}"


def main() -> None:
    knowledge = load_knowledge(find_pack(DATA.parent / "pack.toml"))
    extractions: list[Extraction] = []
    for extraction in extract_files(sorted((DATA / "sources").glob("*.txt")), knowledge, load_settings({})):
        if isinstance(extraction, DocumentError):
            raise extraction
        extractions.append(extraction)
    scores = score_sides(extractions, DATA / "gold", knowledge.dilemmas)
    print(f"{'dilemma':26} right found wanted speaker    P    R   F1")
    for name, score in scores.items():
        print(row(name, score))
    print(row("all", sum(scores.values(), SideScore())))
    if "--errors" in sys.argv:
        found, wanted = compared_sides(extractions, DATA / "gold", knowledge.dilemmas)
        for title, ours, theirs in (("wrong", found, wanted), ("missed", wanted, found)):
            for lean in ours:
                if matching(lean, theirs) is None:
                    print(f"{title}: {lean.dilemma} {lean.side} | {lean.speakers[0]} | {lean.words[:200]}")


if __name__ == "__main__":
    main()
