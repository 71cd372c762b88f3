"""A question, a catalogue and a store in; the query that answers it, its values, its rows and other readings, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from math import log
from typing import Final

from pyoxigraph import NamedNode, Store

from kg.errors import UnknownNameError, UsageError
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.pack import Pack
from kg.query.answers import Rows
from kg.query.ask.choosing import choose, lacks_value
from kg.query.ask.forms import WORDS, Form, read_forms
from kg.query.ask.intents import UNANSWERABLE, Intents, read_intents
from kg.query.ask.matching import Match, match
from kg.query.ask.mentions import iter_readings
from kg.query.ask.mistypings import corrected
from kg.query.ask.naming import readings_of
from kg.query.ask.passing import ARTICLES
from kg.query.ask.phrasing import Phrasing, read_phrasing
from kg.query.ask.quotations import quotations
from kg.query.ask.reply import Answer, Choice, Value
from kg.query.ask.units import Reading, Unit
from kg.query.ask.vocabulary import Vocabulary, read_vocabulary
from kg.query.binding import bind
from kg.query.catalogue import Catalogue
from kg.query.command import labels_of
from kg.query.engine import solve
from kg.query.header import LITERAL_TYPES
from kg.query.nearest import nearest
from kg.query.run import answer_query
from kg.query.side import SideFile

_LONGEST: Final = 1000  # characters of a question
_OTHERS: Final = 3
_REREAD: Final = 1.5  # of score: what a reading costs that breaks up a long name
_CLOSE: Final = 3.0  # of score: how far behind the best another reading may be
_UNLIKELY: Final = log(0.1)  # of a question that nothing answers
_SHORT: Final = 3  # letters: names that are too short to guess by
_LEAST_ALIKE: Final = 65.0  # of a name that is guessed


@dataclass(frozen=True, eq=False)
class Asker:
    """All that questions to one store need. Made once by `open_asker`; `ask` changes nothing in it."""

    store: Store
    side: SideFile | None
    catalogue: Catalogue
    phrasing: Phrasing
    vocabulary: Vocabulary
    forms: tuple[Form, ...] = field(repr=False)
    intents: Intents | None = field(default=None, repr=False)  # None: only forms that fit are taken

    def ask(self, question: str) -> Answer:
        """The answer to a question.

        Raises: UsageError for an empty or overlong question.
        """
        return answer_question(question, self)


def open_asker(pack: Pack, catalogue: Catalogue, store: Store, side: SideFile | None = None) -> Asker:
    """What questions to a store need: the lexicon, the names of the store, the forms of the catalogue."""
    intents = read_intents(pack.core)
    return replace(make_asker(read_lexicon(pack.lexicon_files()), catalogue, store, side), intents=intents)


def make_asker(lexicon: Lexicon, catalogue: Catalogue, store: Store, side: SideFile | None = None) -> Asker:
    """As `open_asker`, from a lexicon."""
    phrasing = read_phrasing(lexicon)
    vocabulary = read_vocabulary(store, catalogue, phrasing, lexicon)
    return Asker(store, side, catalogue, phrasing, vocabulary, read_forms(catalogue, phrasing))


def answer_question(question: str, asker: Asker) -> Answer:
    """What a question is taken for, and the rows that answer it.

    Raises: UsageError for an empty or overlong question.
    """
    text = " ".join(question.split())
    if not any(character.isalnum() for character in text):
        raise UsageError('the question is empty. Ask, for example: kg ask "who spoke about poverty?"')
    if len(text) > _LONGEST:
        raise UsageError(f"the question has {len(text)} characters, more than {_LONGEST}. Ask one thing at a time.")
    spelled = asker.phrasing.respell(text)
    quoted = tuple(quotations(spelled, asker.store, asker.catalogue))
    readings = list(iter_readings(spelled, asker.vocabulary, asker.phrasing, quoted))
    units = readings[0]
    phrase = asker.phrasing.refused_phrase(spelled) or _relative(units, asker.phrasing)
    likely = asker.intents.likelihoods(units, asker.phrasing.keys) if asker.intents else {UNANSWERABLE: 0.0}
    if phrase or (_is_instruction(units, asker.phrasing) and likely[UNANSWERABLE] > _UNLIKELY):
        return _refusal(question, units, asker, phrase)
    matches = _matches(asker, readings)
    notes: tuple[str, ...] = ()
    if not matches or matches[0].narrowing:
        everyday: frozenset[str] = asker.intents.everyday if asker.intents else frozenset()
        mended, notes = corrected(spelled, units, asker.vocabulary, asker.phrasing, everyday)
        if mended != spelled:
            readings = list(iter_readings(mended, asker.vocabulary, asker.phrasing))
            matches = _matches(asker, readings)
    passing = not matches or bool(matches[0].narrowing)
    if passing:
        matches = _matches(asker, readings, passing=True)
    if asker.intents:
        keys = asker.phrasing.keys
        likely = asker.intents.likelihoods(readings[0], keys)
        places = partial(readings_of, keys=keys, intents=asker.intents)
        queries = {query.name: query for query in asker.catalogue.queries()}
        matches = choose(
            readings, matches, likely, asker.forms, queries, asker.phrasing, places=places, passing=passing
        )
    while matches:
        try:
            return _answer(question, matches, notes, asker)
        except UnknownNameError:  # a value of the right type that the query does not take: the next reading
            matches = matches[1:]
    return _refusal(question, units, asker)


def _relative(units: Sequence[Unit], phrasing: Phrasing) -> str | None:
    """Somebody who is only told by whose relative it is: "Ada's mother", who is not Ada."""
    relatives = phrasing.list_of("never", "relatives")
    for owner, unit in pairwise(units):
        if owner.readings and owner.text.endswith(("'s", "s'")) and unit.text.casefold() in relatives:
            return f"{owner.text} {unit.text}"
    return None


def _is_instruction(units: Sequence[Unit], phrasing: Phrasing) -> bool:
    """Whether the first word that says something asks for a text to be made."""
    first = next((at for at, unit in enumerate(units) if not unit.neutral), None)
    if first is None or units[first].text.casefold() not in phrasing.instructions:
        return False
    return first == 0 or units[first - 1].text.casefold() not in ARTICLES  # "the write-up"


def _matches(
    asker: Asker, readings: Iterable[Sequence[Unit]], *, lenient: bool = False, passing: bool = False
) -> list[Match]:
    """The forms that fit, best first; of one query with the same values only the best."""
    found = [
        replace(one, score=one.score - (_REREAD if i else 0))
        for i, units in enumerate(readings)
        for form in asker.forms
        if (one := match(form, units, asker.phrasing, lenient=lenient, passing=passing))
    ]
    found.sort(key=lambda one: -one.score)
    kept: dict[object, Match] = {}
    for one in found:
        kept.setdefault(_identity(one), one)
    return list(kept.values())


def _identity(found: Match) -> object:
    values = {name: tuple(reading.value for reading in readings) for name, readings in found.values}
    return found.form.query.name, tuple(sorted({**dict(found.form.fixed), **values}.items(), key=str))


def _answer(question: str, matches: Sequence[Match], notes: Iterable[str], asker: Asker) -> Answer:
    best = matches[0]
    choice = _choice(best, asker)
    rows = _rows(choice, asker)
    free = _found_by_words(best)
    if not len(rows) and free:
        plain = _without_numbers(choice, free)
        if plain != choice and len(_rows(plain, asker)):
            notes = (*notes, f"no passage holds “{_words(choice, free)}”: the rows are on “{_words(plain, free)}”.")
            choice, rows = plain, _rows(plain, asker)
        else:
            wider = replace(choice, values=tuple(value for value in choice.values if value.parameter not in free))
            if len(_rows(wider, asker)):
                return _not_in_words(question, choice, wider, free)
    unread = () if len(rows) else _unread(asker)
    close = [one for one in matches[1:] if one.score > best.score - _CLOSE]
    others = tuple(_choice(one, asker) for one in close[:_OTHERS])
    return Answer(question, choice, rows, others, (*notes, *_notes(best)), unread=unread)


def _rows(choice: Choice, asker: Asker) -> Rows:
    values = {value.parameter: [_term(text) for text in value.values] for value in choice.values}
    rows = answer_query(choice.query, asker.store, asker.catalogue, values, side=asker.side)
    assert isinstance(rows, Rows)
    return rows


def _found_by_words(found: Match) -> list[str]:
    """Parameters that look for words in texts: another text may say the same in other words."""
    texts = {one.name for one in found.form.query.parameters if one.type == "text" and not one.choices}
    return [
        name for name, (first, *_) in found.values if name in texts and (first.type == WORDS or _is_iri(first.value))
    ]


def _words(choice: Choice, free: Sequence[str]) -> str:
    return " ".join(value.text for value in choice.values if value.parameter in free)


def _without_numbers(choice: Choice, free: Sequence[str]) -> Choice:
    """The same with free texts without their numbers: "135,000 investigations" is a number of investigations."""
    kept = []
    for value in choice.values:
        words = [word for word in value.text.split() if not word[0].isdigit()] if value.parameter in free else []
        text = " ".join(words) or value.text
        kept.append(value if text == value.text else Value(value.parameter, (text,), (text,)))
    return replace(choice, values=tuple(kept))


def _not_in_words(question: str, choice: Choice, wider: Choice, free: Iterable[str]) -> Answer:
    """No answer: other passages of the kind are there, and may say the same in other words."""
    words = tuple(value.text for value in choice.values if value.parameter in free)
    return Answer(question, None, None, (wider,), not_understood=words)


def _notes(found: Match) -> Iterator[str]:
    if found.narrowing:
        words = ", ".join(f"“{unit.text}”" for unit in found.narrowing)
        yield f"{words} is not part of the query: the rows are on the whole of what is named above."
    if found.passed:
        words = ", ".join(f"“{unit.text}”" for unit in found.passed)
        yield f"{words} was passed over."
    if found.unjoined:
        yield "several values were found for one parameter: the rows are on any of them, not only on all at once."


def _choice(found: Match, asker: Asker) -> Choice:
    order = found.form.query.parameter_names
    values = [Value(name, (text,), (text,)) for name, text in found.form.fixed]
    given = {name for name, _ in found.values}
    values = [value for value in values if value.parameter not in given]
    types = {parameter.name: parameter.type for parameter in found.form.query.parameters}
    values += [_value(name, readings, asker, as_text=types[name] in LITERAL_TYPES) for name, readings in found.values]
    return Choice(found.form.query, tuple(sorted(values, key=lambda value: order.index(value.parameter))))


def _value(parameter: str, readings: Sequence[Reading], asker: Asker, *, as_text: bool) -> Value:
    """The value of a parameter; of one that takes a text the name of the thing."""
    texts = tuple(dict.fromkeys(reading.value for reading in readings))
    iris = [NamedNode(text) for text in texts if _is_iri(text)]
    labels = labels_of(Rows(("term",), tuple((iri,) for iri in iris)), asker.store, asker.catalogue) if iris else {}
    names = tuple(labels.get(text, text) for text in texts)
    if as_text:  # as the question has it: the full name may stand nowhere in a passage
        names = tuple(dict.fromkeys(reading.text if _is_iri(reading.value) else reading.value for reading in readings))
    return Value(parameter, names if as_text else texts, names)


def _is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _term(text: str) -> NamedNode | str:
    return NamedNode(text) if _is_iri(text) else text


def _unread(asker: Asker) -> tuple[str, ...]:
    query = asker.catalogue.lookup("unread")
    rows = solve(query, bind(query.text, {}), asker.store)
    assert isinstance(rows, Rows)
    return tuple(text for (text,) in rows.texts())


# ---------------------------------------------------------------- what cannot be answered


def _refusal(question: str, units: Sequence[Unit], asker: Asker, phrase: str | None = None) -> Answer:
    """The words that nothing accounts for, names like them, and the questions that come nearest."""
    near = [one for one in _matches(asker, [units], lenient=True) if not lacks_value(one)][:_OTHERS]
    left = near[0].left if near else tuple(unit for unit in units if not unit.neutral)
    if _is_instruction(units, asker.phrasing):
        left = tuple(unit for unit in units if not unit.neutral)[:1]
    if not left:
        left = tuple(unit for unit in units if not (unit.readings or unit.neutral or unit.keys & asker.phrasing.keys))
    words = (phrase,) if phrase else _runs(_whole_names(left, units))
    known = asker.vocabulary.texts("speaker") + asker.vocabulary.texts("kind")
    unknown = [word for word in words if len(word) > _SHORT and word != word.casefold()][:3]
    guesses = [name for word in unknown for name in nearest(word, known, count=2, cutoff=_LEAST_ALIKE)]
    others: list[Choice] = []
    for one in near:
        try:
            others.append(_choice(one, asker))
        except (UnknownNameError, UsageError):
            continue
    return Answer(question, None, None, tuple(others), not_understood=words, guesses=tuple(dict.fromkeys(guesses)))


def _whole_names(left: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
    """Units that are left, with those in capitals before a name: "Harbour Master", though harbours are known."""
    kept = set(left)
    for before, unit in reversed(list(pairwise(units[1:]))):
        if unit in kept and unit.is_name | before.is_name and before.text[:1].isupper():
            kept.add(before)
    return [unit for unit in units if unit in kept]


def _runs(units: Sequence[Unit]) -> tuple[str, ...]:
    """Units as texts, those side by side in one."""
    runs: list[list[Unit]] = []
    for unit in units:
        if runs and runs[-1][-1].last + 1 == unit.first:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return tuple(" ".join(unit.text for unit in run) for run in runs)
