"""Hand-annotated statements -> the confidence of each rule of attribution, and what it is worth on documents not fitted on.

A rule's confidence is the share of its statements whose words and speaker are right, drawn towards the share of all rules
as if it had made a few statements more of that kind. Each document is also judged by figures fitted without it.

Run it from the repository: .venv/bin/python benchmarks/calibrate.py [--write]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kg.evaluate.reliability import bands_of, counts_by_rule
from kg.evaluate.run import evaluate_folder, gold_folders
from kg.evaluate.score import Outcome
from kg.knowledge import load_knowledge
from kg.pack import core_folder, read_pack
from kg.settings import load_settings

PRIOR_STATEMENTS = 8  # weight of the share of all rules
HIGHEST = 0.97  # no rule is surer than this, however seldom it was wrong


def confidences(outcomes: Mapping[str, Outcome]) -> dict[str, float]:
    """Rule -> confidence; "default" for a rule that made no statement."""
    counts = counts_by_rule(outcomes.values())
    said, right = (sum(count[place] for count in counts.values()) for place in (0, 1))
    share = right / said if said else 0.5
    fitted = {
        rule: round(min(HIGHEST, (rule_right + PRIOR_STATEMENTS * share) / (rule_said + PRIOR_STATEMENTS)), 2)
        for rule, (rule_said, rule_right) in counts.items()
    }
    return {"default": round(max(0.0, share - 0.15), 2), **fitted}


def restated(outcome: Outcome, fitted: Mapping[str, float]) -> Outcome:
    """The outcome with the confidence that `fitted` gives."""
    units = {id(u): replace(u, confidence=fitted.get(u.rule or "", fitted["default"])) for u in outcome.predicted}
    pairs = [replace(pair, predicted=units[id(pair.predicted)]) for pair in outcome.pairs]
    return replace(outcome, predicted=list(units.values()), pairs=pairs)


def print_table(title: str, outcomes: Mapping[str, Outcome]) -> None:
    print(title)
    for band in bands_of(outcomes.values()):
        print(
            f"  {band.low:.2f}–{min(1.0, band.high):.2f}  {band.said:4d}  stated {band.stated:.3f}  right {band.right / band.said:.3f}"
        )


def write(path: Path, fitted: Mapping[str, float]) -> None:
    """Put the figures into the lexicon's [rule] table; what stands around it stays."""
    text = path.read_text(encoding="utf-8")
    lines = "".join(f"{rule} = {value}\n" for rule, value in fitted.items())
    path.write_text(re.sub(r"(?<=\[rule\]\n)(?:[^\[\n].*\n)*", lambda _: lines, text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the figures into ontology/lexicon/confidence.toml")
    arguments = parser.parse_args()
    pack = read_pack(core_folder() / "pack.toml")
    outcomes = evaluate_folder(*gold_folders(pack, None, None), load_knowledge(pack), load_settings(pack.settings))
    fitted = confidences(outcomes)
    for rule, (said, right) in counts_by_rule(outcomes.values()).items():
        print(f"{rule:34s} {said:4d} statements  {right:4d} right  confidence {fitted[rule]:.2f}")
    print_table("fitted on all documents", {name: restated(one, fitted) for name, one in outcomes.items()})
    others = {name: confidences({key: one for key, one in outcomes.items() if key != name}) for name in outcomes}
    print_table("each document by the others", {name: restated(one, others[name]) for name, one in outcomes.items()})
    if arguments.write:
        write(core_folder() / "ontology" / "lexicon" / "confidence.toml", fitted)


if __name__ == "__main__":
    main()
