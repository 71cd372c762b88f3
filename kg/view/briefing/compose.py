"""What somebody asks about, and the material on it -> a briefing: who said what, on which side, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.view.briefing.material import Material, Row, Told, quote_of
from kg.view.briefing.model import Briefing, Part, Table
from kg.view.charts import chart_of
from kg.view.wording import counted, day, listed

_SIDES: Final = (
    ("agree", "They agree"),
    ("disagree", "They disagree"),
    ("mixed", "Of two minds"),
    ("unclear", "A side is taken, unclear which"),
    ("none", "No side is taken"),
)
_NOTES: Final = (
    "Every quotation is a passage of a document, proved character by character against its text; the link leads to it. Read the passage before you quote.",
    "Who spoke is what the document says. Words marked [not verbatim] are reported, not quoted.",
    "A side marked “inferred” is the program's reading of the words, not the speaker's declaration.",
)


def compose(kind: str, value: str, material: Material) -> Briefing:
    """The briefing on an issue, a speaker or a dilemma.

    Raises: UnknownNameError with the nearest names.
    """
    iris = material.things(kind, value)
    label = next((row["label"] for row in material.rows("view-subject", subject=iris)), value)
    return _COMPOSERS[kind](label, value, iris, material)


def _on_issue(label: str, value: str, iris: Sequence[str], material: Material) -> Briefing:
    rows = material.rows("who-said-what", issue=value)
    told = material.told(row["statement"] for row in rows)
    return Briefing(
        title=f"Who said what about {label}",
        lead=_lead(told),
        parts=(
            *_by_side(told),
            *_filled(_dilemmas_of(iris, material), _figures(material, issue=value), _statutes(iris, material)),
            *_filled(_conflicts(told, material)),
            Part("In charts", charts=tuple(chart_of(name, material, issue=value) for name in ("stances", "kinds"))),
            _coverage(material, issue=value),
        ),
        notes=(*_NOTES, *_unread(material)),
    )


def _on_speaker(label: str, value: str, iris: Sequence[str], material: Material) -> Briefing:
    rows = material.rows("what-did-they-say", speaker=value)
    told = {one.row["statement"]: one for one in material.told(row["statement"] for row in rows)}
    by_issue: dict[str, list[str]] = {}
    for row in rows:
        by_issue.setdefault(row["issue"] or "Other matters", []).append(row["statement"])
    parts = [
        Part(issue, quotes=tuple(quote_of(told[key]) for key in dict.fromkeys(keys) if key in told))
        for issue, keys in by_issue.items()
    ]
    return Briefing(
        title=f"What {label} said",
        lead=_lead(list(told.values())),
        parts=(
            *_filled(_roles(iris, material)),
            *parts,
            *_filled(_pairs(value, material), _conflicts(list(told.values()), material)),
        ),
        notes=("A statement on several issues stands under each.", *_NOTES, *_unread(material)),
    )


def _on_dilemma(label: str, value: str, iris: Sequence[str], material: Material) -> Briefing:
    del iris
    rows = material.rows("dilemma-sides", dilemma=value)
    told = {one.row["statement"]: one for one in material.told(row["statement"] for row in rows if row["statement"])}
    parts = []
    for option in dict.fromkeys(row["option"] for row in rows):
        held = [row for row in rows if row["option"] == option and row["statement"] in told]
        paragraphs = (_tally(held),) if held else ("Nobody was found for or against it in the documents read.",)
        parts.append(Part(option, paragraphs, quotes=tuple(quote_of(told[row["statement"]]) for row in held)))
    return Briefing(
        title=f"Who leans where: {label}",
        lead=_lead(list(told.values())),
        parts=(*parts, *_filled(_conflicts(list(told.values()), material))),
        notes=(*_NOTES, *_unread(material)),
    )


_COMPOSERS: Final[dict[str, Callable[[str, str, Sequence[str], Material], Briefing]]] = {
    "issue": _on_issue,
    "speaker": _on_speaker,
    "dilemma": _on_dilemma,
}


def _lead(told: Sequence[Told]) -> str:
    if not told:
        return "No statement was found in the documents read."
    speakers = {one.row["speaker_iri"] for one in told if one.row["speaker_kind"] != "group"}
    groups = {one.row["speaker_iri"] for one in told if one.row["speaker_kind"] == "group"}
    documents = {one.row["document_iri"] for one in told}
    issued = sorted(one.row["issued"] for one in told if one.row["issued"])
    between = (
        f", issued {day(issued[0])} to {day(issued[-1])}" if issued and not issued[-1].startswith(issued[0]) else ""
    )
    inferred = sum(any(side["stance_basis"] == "inferred" for side in one.sides) for one in told)
    who = listed(
        [part for part in (_of(len(speakers), "named speaker"), _of(len(groups), "group attribution")) if part]
    )
    return (
        f"{counted(len(told), 'statement')} by {who} in {counted(len(documents), 'document')}{between}. "
        f"In {inferred} of them a side is inferred from the words."
    )


def _of(number: int, noun: str) -> str:
    return counted(number, noun) if number else ""


def _by_side(told: Sequence[Told]) -> list[Part]:
    """A part for each side that somebody takes, the surest stance of a statement counting; persons and bodies before groups."""
    order = {"person": 0, "organisation": 1, "document": 2, "group": 3}
    parts = []
    for side, title in _SIDES:
        held = [one for one in told if one.side == side]
        held.sort(key=lambda one: order.get(one.row["speaker_kind"], 4))
        if held:
            towards = "" if side == "none" else " With what, each quotation tells."
            parts.append(Part(title, (_kinds(held) + towards,), tuple(map(quote_of, held))))
    return parts


def _kinds(told: Iterable[Told]) -> str:
    kinds = Counter(one.row["speaker_kind"] for one in told)
    names = {"person": "by people", "organisation": "by organisations", "document": "by reports", "group": "by groups"}
    return f"{counted(kinds.total(), 'statement')}: {listed([f'{kinds[kind]} {name}' for kind, name in names.items() if kinds[kind]])}."


def _tally(rows: Iterable[Row]) -> str:
    sides = Counter((row["stance"], row["stance_basis"]) for row in rows)
    return "; ".join(f"{number} {stance} ({basis})" for (stance, basis), number in sorted(sides.items())) + "."


def _filled(*parts: Part | None) -> list[Part]:
    return [part for part in parts if part is not None]


def _dilemmas_of(iris: Sequence[str], material: Material) -> Part | None:
    dilemmas = material.part("issue-dilemmas", issue=[f"<{iri}>" for iri in iris])
    tables = []
    for dilemma in {row["dilemma_iri"]: row for row in dilemmas}.values():
        rows = material.rows("dilemma-sides", dilemma=dilemma["dilemma_iri"])
        sides = [(row["option"], row["speaker"] or "nobody found", row["stance"], row["stance_basis"]) for row in rows]
        heading = ("option", "speaker", "stance", "basis")
        tables.append(Table(dilemma["dilemma"], heading, tuple(dict.fromkeys(sides))))
    return Part("Dilemmas", tables=tuple(tables)) if tables else None


def _figures(material: Material, *, issue: str) -> Part | None:
    rows = material.rows("figures", issue=issue)
    cells = [
        (f"{row['value']} {row['unit']}", row["measure"], row["speaker"] or "the document", row["document"])
        for row in rows
    ]
    table = Table("", ("figure", "of what", "given by", "document"), tuple(dict.fromkeys(cells)))
    return Part("Figures", tables=(table,)) if cells else None


def _statutes(iris: Sequence[str], material: Material) -> Part | None:
    rows = material.part("statutes-named", issue=[f"<{iri}>" for iri in iris])
    table = Table("", ("statute", "statements"), tuple((row["statute"], row["statements"]) for row in rows))
    return Part("Statutes named", tables=(table,)) if rows else None


def _roles(iris: Sequence[str], material: Material) -> Part | None:
    rows = material.rows("roles", speaker=iris)
    cells = [(row["person"], row["post"], row["organisation"], day(row["from"]), day(row["until"])) for row in rows]
    table = Table("", ("person", "post", "body", "from", "until"), tuple(cells))
    return Part("Posts", tables=(table,)) if cells else None


def _pairs(value: str, material: Material) -> Part | None:
    """Whom the speaker sides with or against."""
    rows = material.rows("speaker-pairs", speaker=value)
    if not rows:
        return None
    columns = [name for name in rows[0] if not name.endswith("_iri")]
    body = tuple(tuple(row[name] for name in columns) for row in rows[:30])
    return Part("Shared and opposed", tables=(Table("", tuple(name.replace("_", " ") for name in columns), body),))


def _conflicts(told: Sequence[Told], material: Material) -> Part | None:
    """Conflicts between documents of which a passage touches one of the statements."""
    conflicts = material.rows("conflicts")
    statements = [f"<{one.row['statement']}>" for one in told]
    if not conflicts or not statements:
        return None
    said = [row for row in material.part("passages", thing=statements) if row["part"] == "content"]
    links = list(dict.fromkeys(row["link"] for row in conflicts))
    touched = {
        row["thing"]
        for row in material.part("passages", thing=[f"<{link}>" for link in links])
        if any(_overlap(row, other) for other in said)
    }
    rows = [
        (row["topic"], row["aspect"], row["context"], row["document"]) for row in conflicts if row["link"] in touched
    ]
    if not rows:
        return None
    table = Table("", ("about", "they differ in", "passage", "document"), tuple(rows))
    return Part("Where documents disagree", tables=(table,))


def _overlap(one: Row, other: Row) -> bool:
    return (
        one["document_iri"] == other["document_iri"]
        and int(one["start"]) < int(other["end"])
        and int(other["start"]) < int(one["end"])
    )


def _coverage(material: Material, *, issue: str) -> Part:
    rows = material.rows("coverage", issue=issue)
    cells = [(row["document"], row["issue"], row["statements"] or "", row["status"]) for row in rows]
    table = Table("", ("document", "issue", "statements", "status"), tuple(cells))
    return Part("What was read", ("Read, nothing found, is told apart from not read.",), tables=(table,))


def _unread(material: Material) -> list[str]:
    missing = [row["document"] or row["key"] for row in material.rows("documents") if row["read"] != "read"]
    return (
        [f"Not read, and perhaps holding more: {listed(missing)}."]
        if missing
        else ["All documents of the corpus were read."]
    )
