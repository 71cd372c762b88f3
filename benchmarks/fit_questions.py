"""Wordings of questions -> the weights by which `kg ask` knows what is asked for, and how well they do on wordings not fitted on.

ontology/lexicon/questions.tsv holds the wordings, with slots for names; a slot is filled with names of the build, so that a wording
is read as a question is, and with names and words that nobody knows, to learn where such stand. The questions of tests/ask_questions_1 to 4.tsv
count as well, since forms were written while they were read; those of the files after them do not. `--folds` counts queries and names, not the values that a wording sets.
`--folds 5` fits on four fifths and counts on the last, in turn. `--write` writes ontology/lexicon/questions.json.

Run it from the repository after `make graph`: .venv/bin/python benchmarks/fit_questions.py [--folds N] [--write]
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fitting import Row, Settings, fit
from pyoxigraph import Literal

from kg.extract.stem import tokens
from kg.knowledge.lexicon import read_lexicon
from kg.own_pack import open_build_of
from kg.pack import core_folder, find_pack
from kg.query.ask import intents, naming
from kg.query.ask.answer import Asker, make_asker
from kg.query.ask.intents import FILE, UNANSWERABLE
from kg.query.ask.mentions import iter_readings
from kg.query.ask.regression import regression_of
from kg.query.ask.units import Unit
from kg.query.catalogue import open_catalogue

WORDINGS = FILE.with_suffix(".tsv")
QUERIES = Settings(least=3, rounds=200, rate=0.1, smallest=0.35)
SETTINGS = Settings(least=3, rounds=150, rate=0.1, smallest=0.5)
NAMES = Settings(least=5, rounds=80, rate=0.15, smallest=0.5)
KNOWN, UNKNOWN = 2, 2  # fillings of a wording with slots, with known names and with unknown ones
LEAST = 3  # wordings that hold an everyday word
LONGEST = 7  # words of a name that fills a slot
# Slots without names in a build, or with other words than its own.
FILLED = {
    "role": "foster carers|parents|social workers|young people|respondents|children|teachers|care leavers|families|professionals",
    "date": "2021|June 2021|March 2021|17 June 2021|2019|the summer of 2021|early 2021",
    "kind": "charities|local authorities|unions|think tanks|law firms|universities|regulators",
    "words": "thresholds|placements|profit|budget cuts|court orders|waiting lists|waste|referrals|caseload",
    "number": "3|12|100|80,000|0.5",
    "theme": "missed visits|long waits",
}
TEXTS = ("words", "theme")
NEVER_UNKNOWN = ("date", "number", "question", *TEXTS)
SLOT = re.compile(r"\{(\w+)\}")
GROUP = re.compile(r"(?:Some|Many|Most|Several|One|A few|All|Few|Other|The|Respondent)\b")
SYLLABLES = "ba be bo dra fen gro hal jo ka ker lin mar mon na nor pel qui ran sel tor u va wen zy".split()
NOUN = re.compile(r"\b[a-z]{5,12}\b")
NO_NOUN = re.compile(r".*(?:ly|ing|ed)")


@dataclass(frozen=True)
class Example:
    """A wording with names in it: its line, the query it asks for, its units, and which of them slots hold."""

    line: int
    query: str
    units: tuple[Unit, ...]
    slots: tuple[str, ...]  # for each unit; PLAIN for the wording's own; empty where that is not known
    is_known: bool  # whether all names are those of the build
    settings: Mapping[str, str] | None = None  # by parameter, what the wording sets; None where that is not known


def fillings(asker: Asker) -> dict[str, list[str]]:
    """What each slot can be filled with."""
    names = asker.vocabulary
    pools = {slot: words.split("|") for slot, words in FILLED.items()}
    for slot in ("speaker", "statute", "document", "report", "target", "dilemma", "question"):
        texts = {one.text for one in names.names_of(slot) if one.rank == 1}
        short = sorted(text for text in texts if len(text.split()) <= LONGEST)
        pools[slot] = [text for text in short if text[:1].isupper() and not GROUP.match(text)] or sorted(texts) or ["X"]
    pools["other"], pools["issue"] = pools["speaker"], sorted(label for _, label in names.preferred)
    return pools


def unknown_nouns(asker: Asker, wordings: Sequence[str]) -> list[str]:
    """Words of the documents that are no names and that few questions hold."""
    texts = [quad.object.value for quad in asker.store if isinstance(quad.object, Literal)]
    counts = Counter(word for text in texts if len(text) > 60 for word in NOUN.findall(text))
    usual = Counter(word for wording in wordings for word in set(NOUN.findall(wording.lower())))
    known = {one.stem for group in asker.phrasing.phrases.values() for phrase in group for one in phrase.words}
    return sorted(
        word
        for word, count in counts.items()
        if count > 1
        and usual[word] < LEAST
        and word not in asker.vocabulary.words
        and not NO_NOUN.fullmatch(word)
        and tokens(word)[0].stem not in known
    )


def invented(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3))))


def unknown(slot: str, nouns: Sequence[str], chance: random.Random) -> str:
    """A name or word that nobody knows, as a slot may hold it."""
    count, kind = chance.choice((1, 1, 2)), chance.random()
    if slot in ("role", "kind", "issue") or kind < 0.35:
        text = " ".join(chance.choice(nouns) if kind < 0.6 else invented(chance) for _ in range(count))
        return text if slot == "issue" or text.endswith("s") else text + "s"
    text = " ".join(invented(chance) for _ in range(count))
    if kind < 0.65:
        return text
    return text.title() + chance.choice(("", "", "", " Trust", " Council", " Act"))


def examples(asker: Asker, path: Path) -> Iterator[Example]:
    """Every wording, with names in its slots."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    pools, nouns = fillings(asker), unknown_nouns(asker, [wording for _, wording, *_ in lines])
    for number, (query, wording, *settings) in enumerate(lines):
        told = dict(one.strip().split("=", 1) for one in "".join(settings).split(";") if "=" in one)
        slots = list(dict.fromkeys(SLOT.findall(wording)))
        for filling in range(KNOWN + UNKNOWN if slots else 1):
            chance = random.Random(f"{number} {filling}")
            used = {slot: chance.choice(pools[slot]) for slot in slots}
            is_known = filling < KNOWN
            if not is_known:
                change = [
                    slot for slot in slots if slot not in NEVER_UNKNOWN and chance.random() < 1 / len(slots) + 0.2
                ]
                if not change:
                    continue
                used.update((slot, unknown(slot, nouns, chance)) for slot in change)
            yield replace(read(asker, number, query, wording, used, is_known=is_known), settings=told)


def read(
    asker: Asker, number: int, query: str, wording: str, used: Mapping[str, str], *, is_known: bool = True
) -> Example:
    """The wording with its slots filled, as a question is read."""
    text, spans = "", []
    for at, part in enumerate(SLOT.split(wording)):
        begin = len(text)
        text += _respelled(asker, used[part] if at % 2 else part)
        if at % 2:
            spans.append((begin, len(text), part))
    words = tokens(text)
    units = next(iter_readings(text, asker.vocabulary, asker.phrasing), ())
    slots = []
    for unit in units:
        first, last = words[min(unit.first, len(words) - 1)], words[min(unit.last, len(words) - 1)]
        slots.append(next((s for begin, end, s in spans if first.start < end and last.end > begin), naming.PLAIN))
    return Example(number, query, units, tuple(slots), is_known)


def _respelled(asker: Asker, part: str) -> str:
    """A part of a question as it is read, with the spaces around it."""
    inner = part.strip()
    return part.replace(inner, asker.phrasing.respell(inner)) if inner else part


def asked(asker: Asker, folder: Path) -> Iterator[Example]:
    """Questions of readers; of several queries that answer one, the first."""
    for path in sorted(folder.glob("ask_questions_[1234].tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:]):
            _, question, queries, *_ = line.split("\t")
            units = next(iter_readings(asker.phrasing.respell(question), asker.vocabulary, asker.phrasing), ())
            yield Example(number, queries.split("/")[0], units, (), is_known=True)


def everyday(rows: Sequence[Example]) -> frozenset[str]:
    """Stems of words that several wordings hold beside names."""
    counts: Counter[str] = Counter()
    for line in {(one.line, one.query): one for one in rows}.values():
        own = zip(line.units, line.slots or [naming.PLAIN] * len(line.units), strict=True)
        counts.update({word.stem for unit, slot in own if slot == naming.PLAIN for word in tokens(unit.text)})
    return frozenset(stem for stem, count in counts.items() if count >= LEAST)


def naming_rows(rows: Sequence[Example], keys: Collection[str], known: Collection[str]) -> Iterator[Row]:
    """What stands around each unit of what can be answered, and whether a slot holds it."""
    for one in rows:
        if one.query != UNANSWERABLE and one.slots:
            for found, slot in zip(naming.features(one.units, keys, known), one.slots, strict=True):
                yield found, slot if slot == naming.PLAIN else naming.TEXT if slot in TEXTS else naming.NAME


def setting_rows(rows: Sequence[Example], keys: Collection[str], parameter: str, takes: Collection[str]) -> list[Row]:
    """What stands in each wording of the queries that take a parameter, and the value that it sets."""
    return [
        ([*intents.features(one.units, keys), f"q:{one.query}"], one.settings.get(parameter, intents.UNSET))
        for one in rows
        if one.settings is not None and one.is_known and one.query in takes
    ]


def learn(rows: Sequence[Example], asker: Asker) -> dict[str, Any]:
    """All that the file of weights holds."""
    known, keys = everyday(rows), asker.phrasing.keys
    taking: dict[str, set[str]] = {}  # parameters with values to choose from: queries that take them
    for query in asker.catalogue.queries():
        for parameter in query.parameters:
            if parameter.choices:
                taking.setdefault(parameter.name, set()).add(query.name)
    return {
        "everyday": sorted(known),
        "queries": fit([(intents.features(one.units, keys), one.query) for one in rows if one.is_known], QUERIES),
        "names": fit([*naming_rows(rows, keys, known)], NAMES),
        "settings": {one: fit(setting_rows(rows, keys, one, takes), SETTINGS) for one, takes in sorted(taking.items())},
    }


def told(rows: Sequence[Example], learned: Mapping[str, Any], keys: Collection[str]) -> str:
    """How many of the answerable and of the unanswerable are known as such, how many words as names and as no names."""
    queries, names = regression_of(learned["queries"]), regression_of(learned["names"])
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for example in rows:
        if example.is_known:
            kind = "refused" if example.query == UNANSWERABLE else "query"
            count[kind] += 1
            right[kind] += _best(queries.likelihoods(intents.features(example.units, keys))) == example.query
    for found, slot in naming_rows(rows, keys, frozenset(learned["everyday"])):
        count[slot] += 1
        right[slot] += _best(names.likelihoods(found)) == slot
    return ", ".join(f"{kind} {right[kind]} of {count[kind]}" for kind in sorted(count))


def _best(likely: Mapping[str, float]) -> str:
    return max(likely, key=lambda name: likely[name])


def write(path: Path, learned: Mapping[str, Any]) -> None:
    """The weights, a line for each thing that stands in questions."""
    parts = [f'"everyday": {json.dumps(learned["everyday"], separators=(",", ":"))}']
    parts += [f'"{name}": {_table(learned[name])}' for name in ("queries", "names")]
    parts.append(
        '"settings": {' + ",\n".join(f'"{name}": {_table(one)}' for name, one in learned["settings"].items()) + "}"
    )
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")


def _table(table: Mapping[str, Any]) -> str:
    head = json.dumps({key: table[key] for key in ("step", "classes", "bias")})[:-1]
    lines = [f"{json.dumps(one)}:{json.dumps(row, separators=(',', ':'))}" for one, row in table["weights"].items()]
    return head + ', "weights": {\n' + ",\n".join(lines) + "\n}}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    pack = find_pack(None)
    with open_build_of(pack, pack.build_folder) as store:
        asker = make_asker(read_lexicon(pack.lexicon_files()), open_catalogue(pack), store.dataset)
        rows = [*examples(asker, core_folder() / WORDINGS), *asked(asker, core_folder() / "tests")]
    keys = asker.phrasing.keys
    for fold in range(given.folds):
        learned = learn([one for one in rows if one.line % given.folds != fold], asker)
        left = [one for one in rows if one.line % given.folds == fold]
        print(f"fold {fold}: {told(left, learned, keys)}", flush=True)
    if given.write:
        write(core_folder() / FILE, learn(rows, asker))


if __name__ == "__main__":
    main()
