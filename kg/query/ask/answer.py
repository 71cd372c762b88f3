"""A question, a catalogue and a store in; the query that answers it, its values, its rows and other readings, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log
from typing import Final

from pyoxigraph import Store

from kg.errors import UnknownNameError, UsageError
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.pack import Pack
from kg.query.answers import Rows
from kg.query.ask.choosing import Queries, lacks_value
from kg.query.ask.filling import choice_of, is_iri, term_of
from kg.query.ask.forms import WORDS, read_forms
from kg.query.ask.intents import UNANSWERABLE, Intents, read_intents
from kg.query.ask.introductions import without_introduction
from kg.query.ask.matching import Match
from kg.query.ask.mentions import iter_readings
from kg.query.ask.phrasing import Phrasing, read_phrasing
from kg.query.ask.quotations import quotations, without_quotations
from kg.query.ask.refusing import excluded_of, is_instruction, names_like, relative_of, side_on_a_side, words_left
from kg.query.ask.reply import Answer, Choice, Value
from kg.query.ask.taking import Readings, in_words, matches, take
from kg.query.ask.units import Unit
from kg.query.ask.vocabulary import Vocabulary, read_vocabulary
from kg.query.binding import bind
from kg.query.catalogue import Catalogue
from kg.query.engine import solve
from kg.query.run import answer_query
from kg.query.side import SideFile

_LONGEST: Final = 1000  # characters of a question
_OTHERS: Final = 3
_CLOSE: Final = 3.0  # of score: how far behind the best another reading may be
_HARDLY: Final = log(0.1)  # how likely a question is to have no answer, at least, where it asks for a text to be made


@dataclass(frozen=True, eq=False)
class Asker:
    """All that questions to one store need. Made once by `open_asker`; `ask` changes nothing in it."""

    store: Store
    side: SideFile | None
    catalogue: Catalogue
    vocabulary: Vocabulary
    queries: Queries = field(repr=False)
    intents: Intents | None = field(default=None, repr=False)  # None: only forms that fit are taken

    @property
    def phrasing(self) -> Phrasing:
        return self.queries.phrasing

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
    by_name = {query.name: query for query in catalogue.queries()}
    return Asker(store, side, catalogue, vocabulary, Queries(by_name, read_forms(catalogue, phrasing), phrasing))


def answer_question(question: str, asker: Asker) -> Answer:
    """What a question is taken for, and the rows that answer it.

    Raises: UsageError for an empty or overlong question.
    """
    text = " ".join(question.split())
    if not any(character.isalnum() for character in text):
        raise UsageError('the question is empty. Ask, for example: kg ask "who spoke about poverty?"')
    if len(text) > _LONGEST:
        raise UsageError(f"the question has {len(text)} characters, more than {_LONGEST}. Ask one thing at a time.")
    spelled, introduction = without_introduction(asker.phrasing.respell(text), asker.phrasing)
    quoted = tuple(quotations(text, spelled, asker.store, asker.catalogue))
    readings = list(iter_readings(spelled, asker.vocabulary, asker.phrasing, quoted))
    units = readings[0]
    phrase = asker.phrasing.refused_phrase(without_quotations(spelled))
    phrase = phrase or relative_of(units, asker.phrasing) or excluded_of(units, asker.phrasing) or side_on_a_side(units)
    likely = asker.intents.likelihoods(units, asker.phrasing.keys) if asker.intents else {UNANSWERABLE: 0.0}
    if phrase or (is_instruction(units, asker.phrasing) and likely[UNANSWERABLE] > _HARDLY):
        return _refusal(question, units, asker, phrase)
    found, notes = take(spelled, readings, asker.queries, asker.vocabulary, asker.intents, quoted)
    if introduction:
        notes = (f"“{introduction}” is read as who asks, not as part of the question.", *notes)
    while found:
        try:
            return _answer(question, [*_in_words(found[0], readings, asker), *found], notes, asker)
        except UnknownNameError:  # a value of the right type that the query does not take: the next reading
            found = found[1:]
    return _refusal(question, units, asker)


def _answer(question: str, found: Sequence[Match], notes: Iterable[str], asker: Asker) -> Answer:
    best = found[0]
    choice = choice_of(best, asker.store, asker.catalogue)
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
    close = [one for one in found[1:] if one.score > best.score - _CLOSE]
    others = tuple(choice_of(one, asker.store, asker.catalogue) for one in close[:_OTHERS])
    return Answer(question, choice, rows, others, (*notes, *_notes(best, question)), unread=unread)


def _in_words(best: Match, readings: Readings, asker: Asker) -> Iterator[Match]:
    """The best reading with an issue's lesser label as the words that it is, where passages hold them: "care plans" is not all of care."""
    worded = in_words(best, readings, asker.phrasing)
    if worded and len(_rows(choice_of(worded, asker.store, asker.catalogue), asker)):
        yield worded


def _rows(choice: Choice, asker: Asker) -> Rows:
    values = {value.parameter: [term_of(text) for text in value.values] for value in choice.values}
    rows = answer_query(choice.query, asker.store, asker.catalogue, values, side=asker.side)
    assert isinstance(rows, Rows)
    return rows


def _found_by_words(found: Match) -> list[str]:
    """Parameters that look for words in texts: another text may say the same in other words."""
    texts = {one.name for one in found.form.query.parameters if one.type == "text" and not one.choices}
    return [
        name for name, (first, *_) in found.values if name in texts and (first.type == WORDS or is_iri(first.value))
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
    return Answer(question, None, None, (wider,), not_in_words=words)


def _notes(found: Match, question: str) -> Iterator[str]:
    if found.narrowing:
        words = ", ".join(f"“{unit.text}”" for unit in found.narrowing)
        yield f"{words} is not part of the query: the rows are on the whole of what is named above."
    if found.passed:
        words = ", ".join(f"“{unit.text}”" for unit in found.passed)
        yield f"{words} was passed over."
    is_any = any(len(readings) > 1 for _, readings in found.values) and "both" in question.casefold().split()
    if found.unjoined or is_any:
        yield "several values were found for one parameter: the rows are on any of them, not only on all at once."


def _unread(asker: Asker) -> tuple[str, ...]:
    query = asker.catalogue.lookup("unread")
    rows = solve(query, bind(query.text, {}), asker.store)
    assert isinstance(rows, Rows)
    return tuple(text for (text,) in rows.texts())


def _refusal(question: str, units: Sequence[Unit], asker: Asker, phrase: str | None = None) -> Answer:
    """The words that nothing accounts for, names like them, and the questions that come nearest."""
    near = [one for one in matches([units], asker.queries, lenient=True) if not lacks_value(one)][:_OTHERS]
    words = (phrase,) if phrase else words_left(units, near, asker.phrasing)
    others = tuple(choice_of(one, asker.store, asker.catalogue) for one in near)
    known = asker.vocabulary.texts("speaker") + asker.vocabulary.texts("kind")
    return Answer(question, None, None, others, not_understood=words, guesses=names_like(words, known))
