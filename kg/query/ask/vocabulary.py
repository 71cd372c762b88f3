"""A store and its catalogue in; every name that a question can hold, with the things that it means, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Store

from kg.extract.dates import DateReader
from kg.extract.groups import GroupWords, read_group_words
from kg.extract.issues.labels import LabelIndex, label_index
from kg.extract.stem import Token, tokens
from kg.knowledge.issues import Issue, IssueScheme
from kg.knowledge.lexicon import Lexicon
from kg.query.answers import Rows, text_of
from kg.query.ask.name_forms import Name, iter_forms, shortened, without_article
from kg.query.ask.phrasing import Phrasing
from kg.query.binding import bind
from kg.query.catalogue import Catalogue
from kg.query.engine import solve
from kg.query.header import LITERAL_TYPES

_ISSUE: Final = "issue"
_NOT_ASKED_BY_NAME: Final = frozenset((_ISSUE, "statement"))
_SHORT_ROLE: Final = 2  # words


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The names of one store. Made once, asked often."""

    names: Mapping[str, tuple[Name, ...]]  # by the stem of the first word
    issues: LabelIndex
    issue_iris: Mapping[str, str]  # by notation
    preferred: frozenset[tuple[str, str]]  # (notation, label) that is its first name
    acronyms: frozenset[str]
    groups: GroupWords
    roles: frozenset[str]  # what the members of this store's groups are called, in small letters
    described: frozenset[str]  # people without a name by who they are, in small letters
    members: frozenset[str]  # nouns for people who answer: of the language, and of this store's groups
    dates: DateReader
    words: frozenset[str]  # of all names and labels, to correct typing mistakes by

    def names_at(self, words: Sequence[Token], at: int) -> Iterator[Name]:
        """Names that stand in the words from `at` on."""
        for name in self.names.get(words[at].stem, ()):
            there = words[at : at + len(name.words)]
            same = len(there) == len(name.words) and all(
                a.stem == b.stem for a, b in zip(name.words, there, strict=True)
            )
            if same and name.fits(there):
                yield name

    def names_of(self, type_name: str) -> Iterator[Name]:
        """All names of a type."""
        return (name for names in self.names.values() for name in names if name.type == type_name)

    def texts(self, type_name: str) -> list[str]:
        """All names of a type, for guessing the nearest."""
        return sorted({name.text for names in self.names.values() for name in names if name.type == type_name})


def read_vocabulary(store: Store, catalogue: Catalogue, phrasing: Phrasing, lexicon: Lexicon) -> Vocabulary:
    """All names of the store by the queries of names/ and lookups/.

    Raises: KnowledgeError for a fault in one of them.
    """
    names = [*_things(store, catalogue, phrasing), *_plurals(store, catalogue, phrasing)]
    names += shortened(names, phrasing)
    labels = _ask(store, catalogue, "issue-labels")
    index = label_index(_scheme(labels, phrasing))
    grouped: dict[str, list[Name]] = {}
    for name in names:
        grouped.setdefault(name.words[0].stem, []).append(name)
    groups = read_group_words(lexicon)
    roles = [role for (role,) in _ask(store, catalogue, "member-roles")]
    issue_words = [word for _, _, label, _ in labels for word in tokens(phrasing.respell(label))]
    return Vocabulary(
        names={stem: tuple(sorted(found, key=_order)) for stem, found in grouped.items()},
        issues=index,
        issue_iris={notation: issue for issue, notation, _, _ in labels},
        preferred=frozenset(
            (notation, phrasing.respell(label)) for _, notation, label, how in labels if how == "preferred"
        ),
        acronyms=frozenset(word.word for word in issue_words if word.capitals),
        groups=groups,
        members=groups.members | _last_words(roles),
        roles=frozenset(role.casefold() for role in roles),
        described=frozenset(_described(names, groups)) | {role.casefold() for role in roles},
        dates=DateReader.of(lexicon.tables.get("dates", {})),
        words=frozenset(word.word for word in [*issue_words, *(word for name in names for word in name.words)]),
    )


def _described(names: Iterable[Name], groups: GroupWords) -> Iterator[str]:
    """ "Respondent - education workforce"."""
    respondent = groups.respondent.casefold().removesuffix("s")
    return (text for one in names if one.type == "speaker" and (text := one.text.casefold()).startswith(respondent))


def _last_words(texts: Iterable[str]) -> frozenset[str]:
    """Of short texts: "parents with experience of care" ends in no people."""
    return frozenset(words[-1].word for text in texts if 0 < len(words := tokens(text)) <= _SHORT_ROLE)


def _order(name: Name) -> tuple[int, str, int, str]:
    return -len(name.words), name.type, name.rank, name.text


def _ask(store: Store, catalogue: Catalogue, lookup: str) -> list[tuple[str, ...]]:
    query = catalogue.lookup(lookup)
    answer = solve(query, bind(query.text, {}), store)
    assert isinstance(answer, Rows)
    return sorted(answer.texts())


def _things(store: Store, catalogue: Catalogue, phrasing: Phrasing) -> Iterator[Name]:
    for type_name in catalogue.types():
        if type_name in LITERAL_TYPES or type_name in _NOT_ASKED_BY_NAME:
            continue
        query = catalogue.names_query(type_name)
        answer = solve(query, bind(query.text, {}), store)
        assert isinstance(answer, Rows)
        rows = [(text_of(term), text_of(name), int(text_of(rank))) for term, name, rank in answer]
        groups = catalogue.prefixes.get("group", " ")  # one a passage: found by who is in them, not by name
        rows = [form for row in rows if not row[0].startswith(groups) for form in iter_forms(type_name, *row)]
        yield from _grouped(type_name, rows, phrasing)


def _grouped(type_name: str, rows: Iterable[tuple[str, str, int]], phrasing: Phrasing) -> Iterator[Name]:
    found: dict[tuple[str, ...], list[tuple[int, str, str]]] = {}
    printed: dict[str, tuple[Token, ...]] = {}
    for term, name, rank in rows:
        words = tokens(without_article(phrasing.respell(name)))
        if words:
            found.setdefault(tuple(word.word for word in words), []).append((rank, name, term))
            printed.setdefault(name, words)
    for entries in found.values():
        lowest = min(rank for rank, _, _ in entries)
        best = [(name, term) for rank, name, term in entries if rank == lowest]
        yield Name(printed[best[0][0]], type_name, best[0][0], tuple(sorted({term for _, term in best})), lowest)


def _plurals(store: Store, catalogue: Catalogue, phrasing: Phrasing) -> Iterator[Name]:
    """Other words for the kinds of body, from the lexicon."""
    if "kind" not in catalogue.types():
        return
    kinds = {name.text: name.terms for name in _things_of("kind", store, catalogue, phrasing)}
    for notation, words in phrasing.table.get("plurals", {}).items():
        for text in words if notation in kinds else ():
            yield Name(tokens(phrasing.respell(text)), "kind", text, kinds[notation], 1)


def _things_of(type_name: str, store: Store, catalogue: Catalogue, phrasing: Phrasing) -> Iterator[Name]:
    query = catalogue.names_query(type_name)
    answer = solve(query, bind(query.text, {}), store)
    assert isinstance(answer, Rows)
    yield from _grouped(type_name, [(text_of(t), text_of(n), int(text_of(r))) for t, n, r in answer], phrasing)


def _scheme(labels: Sequence[tuple[str, ...]], phrasing: Phrasing) -> IssueScheme:
    """The issues as the extractor's index of labels takes them."""
    found: dict[str, dict[str, list[str]]] = {}
    for _, notation, label, strength in labels:
        found.setdefault(notation, {}).setdefault(strength, []).append(phrasing.respell(label))
    iris = {notation: iri for iri, notation, _, _ in labels}
    issues = tuple(_issue(iris[notation], notation, words) for notation, words in sorted(found.items()))
    return IssueScheme(issues, {i.notation: i for i in issues}, {i.iri: i for i in issues}, {})


def _issue(iri: str, notation: str, words: Mapping[str, Sequence[str]]) -> Issue:
    preferred = tuple(words.get("preferred", (notation,)))
    strong = (*preferred, *words.get("strong", ()))
    weak = tuple(word for word in words.get("weak", ()) if word not in preferred)
    return Issue(iri, notation, preferred[0], "", None, (), strong, weak, tuple(words.get("misleading", ())))
