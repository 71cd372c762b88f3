"""The units of a question in; how likely each saved query is to be what is asked for, out: learned from wordings, not from rules.

`fit_questions` of benchmarks/ learns the weights from ontology/lexicon/questions.tsv. Names never count, only what they are names
of, so that the same weights serve every pack.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError
from kg.extract.stem import tokens
from kg.query.ask.regression import Regression, regression_of
from kg.query.ask.units import CLEAR, Unit

FILE: Final = Path("ontology", "lexicon", "questions.json")
UNANSWERABLE: Final = "-"  # among the queries: what none answers
UNSET: Final = "-"  # among the values of a parameter
_SURE: Final = log(0.78)
_NAMED: Final = ("statute", "dilemma", "question")
_PEOPLE: Final = ("kind", "role")
_LONG: Final = 5  # letters of a stem that count alone, too


@dataclass(frozen=True, eq=False)
class Intents:
    """What is learned of questions."""

    queries: Regression  # which is meant; UNANSWERABLE among them
    names: Regression  # which words name something: see naming.py
    settings: Mapping[str, Regression]  # by parameter: which value a wording sets, UNSET among them
    everyday: frozenset[str]  # stems of words that questions are known to hold

    def likelihoods(self, units: Sequence[Unit], keys: Collection[str]) -> dict[str, float]:
        """The natural logarithm of each query's probability, UNANSWERABLE among them.

        `keys`: of the lists of words that mean the same.
        """
        return self.queries.likelihoods(features(units, keys))

    def setting(self, parameter: str, query: str, units: Sequence[Unit], keys: Collection[str]) -> str | None:
        """The value that a wording surely sets a query's parameter to; None for none, or an unsure one."""
        learned = self.settings.get(parameter)
        if learned is None:
            return None
        likely = learned.likelihoods([*features(units, keys), f"q:{query}"])
        best = max(likely, key=lambda value: likely[value])
        return best if best != UNSET and likely[best] > _SURE else None


def read_intents(core: Path) -> Intents:
    """The weights that stand in a folder with `ontology/`.

    Raises: KnowledgeError for a file that is missing or damaged.
    """
    path = core / FILE
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        settings = {name: regression_of(one) for name, one in table["settings"].items()}
        queries, names = regression_of(table["queries"]), regression_of(table["names"])
        return Intents(queries, names, settings, frozenset(table["everyday"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error!r}. Restore the file.") from error


def features(units: Sequence[Unit], keys: Collection[str]) -> list[str]:
    """What stands in a question, each once, sorted: words, what they mean, what names are names of, and which follows which."""
    found: set[str] = set()
    meant, stems, order = ["^"], ["^"], []  # in their order: meaning or word; word; meanings alone
    for unit in units:
        name = name_of(unit)
        if name:
            found.update(_of_name(name, unit))
            meant.append(name)
            stems.append(name)
            order.append(name)
            continue
        for stem, meanings in _words(unit, keys):
            found.add(f"s:{stem}")
            found.update(f"k:{key}" for key in meanings)
            if len(stem) > _LONG:
                found.add(f"p:{stem[:_LONG]}")
            meant.append(meanings[0] if meanings else stem)
            stems.append(stem)
            order += meanings[:1]
        whole = [key for key in unit.keys if key in keys]
        found.update(f"k:{key}" for key in whole)
        order += sorted(whole)
        found.update(f"{one.type}:{one.value}" for one in unit.readings if one.type.startswith("="))
        if "issue" in unit.types:
            found.add("#weak")
    found.update(f"{a} {b}" for row in ([*meant, "$"], [*stems, "$"]) for a, b in pairwise(row))
    found.update(f"{a}>{b}" for a, b in combinations(order, 2) if a != b)
    if order.count("#speaker") > 1:
        found.add("#2speakers")
    return sorted(found)


def name_of(unit: Unit) -> str | None:
    """What a unit is a name of, as "#speaker"; "#name" for one that nobody knows, None for other words."""
    types = unit.types
    for one in _NAMED:
        if one in types:
            return f"#{one}"
    if types & {"document", "report", "target"}:
        return "#source" if "speaker" in types else "#report" if types & {"report", "target"} else "#document"
    if "speaker" in types:
        return "#speaker"
    for one in _PEOPLE:
        if one in types:
            return f"#{one}"
    if any(one.type == "issue" and one.rank <= CLEAR for one in unit.readings):
        return "#issue"
    if any(one.startswith("@") for one in types):
        return "#date"
    return "#name" if unit.is_name else None


def _of_name(name: str, unit: Unit) -> Iterator[str]:
    yield f"{name}/topic" if unit.is_topic else name
    words = tokens(unit.text)
    # "respondents" are asked for in another way than parents; "legislation" may be an issue or what is asked for.
    if name[1:] in _PEOPLE or (name == "#issue" and len(words) == 1):
        yield from (f"s:{word.stem}" for word in words)


def _words(unit: Unit, keys: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Each word of a unit: its stem, and the keys of what it means."""
    for part in unit.parts or (unit,):
        meanings = sorted(key for key in part.keys if key in keys)
        for word in tokens(part.text):
            yield "#number" if word.word.isdigit() else word.stem, meanings
