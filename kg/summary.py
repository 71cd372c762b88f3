"""The report of a build in, the table that ends it out, with the commands to try next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.build import BuildReport
from kg.model import Extraction, LinkKind, Speaker, SpeakerKind, Statement, StatementKind
from kg.rdf.violation import Violation

_WIDTH = 12  # of the names of the rows
_GRAVITY = ("Violation", "Warning", "Info")


def iter_summary(report: BuildReport, *, program: str = "kg", options: str = "") -> Iterator[str]:
    """The table and three commands of `program`; `options`: what they need to find the same build."""
    statements = [statement for extraction in report.extractions for statement in extraction.statements]
    words = sum(len(extraction.document.text.split()) for extraction in report.extractions)
    issues = {match.notation for statement in statements for match in statement.issues}
    links = Counter(link.kind for link in report.links)
    yield _row("documents", len(report.extractions), f"{len(report.faults)} left out" if report.faults else "")
    yield _row("words", words)
    kinds = Counter(statement.kind for statement in statements)
    yield _row("statements", len(statements), _by_kind((kind.value, kinds[kind]) for kind in StatementKind))
    speakers = Counter(kind for kind, _ in _speakers(report.extractions))
    yield _row("speakers", speakers.total(), _by_kind((kind.value, speakers[kind]) for kind in SpeakerKind))
    yield _row("issues", len(issues), f"covered of {len(report.knowledge.issues.issues)}")
    yield _row(
        "statutes", len({reference.iri for extraction in report.extractions for reference in extraction.statutes})
    )
    yield _row("figures", sum(len(statement.figures) for statement in statements))
    yield _row("conflicts", links[LinkKind.CONFLICT], f"{links[LinkKind.CORROBORATION]} corroborations")
    yield _row("SHACL", len(report.violations), f"violations, {len(report.results) - len(report.violations)} warnings")
    yield f"{'seconds':{_WIDTH}} {report.seconds:8.1f}"
    yield f"{'build':{_WIDTH}} {report.folder}"
    yield "Try next:"
    for command in _commands(statements):
        yield f"  {program} {command}{options}"


def iter_results(results: Iterable[Violation], *, limit: int = 20) -> Iterator[str]:
    """A line for each breach of a shape or check, the gravest first; after `limit` lines how many more there are."""
    ordered = sorted(results, key=lambda result: _GRAVITY.index(result.severity))
    for result in ordered[:limit]:
        where = f" in {result.document}" if result.document else ""
        yield f"{result.severity.lower()}: {result.node}{where}: {result.message} ({result.shape})"
    if len(ordered) > limit:
        yield f"and {len(ordered) - limit} more"


def _row(name: str, count: int, detail: str = "") -> str:
    return f"{name:{_WIDTH}} {count:8,}  {detail}".rstrip()


def _by_kind(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts)


def _speakers(extractions: Iterable[Extraction]) -> set[tuple[SpeakerKind, object]]:
    """Each speaker once: by IRI where registered, else by document; groups and the unnamed by attribution too."""
    return {
        (statement.speaker.kind, _identity(statement.speaker, statement, extraction.document.key))
        for extraction in extractions
        for statement in extraction.statements
        if statement.speaker
    }


def _identity(speaker: Speaker, statement: Statement, document: str) -> object:
    if speaker.iri:
        return speaker.iri
    local = speaker.kind is SpeakerKind.GROUP or not speaker.named
    return document, speaker.label, statement.attribution if local else None


def _commands(statements: Iterable[Statement]) -> Iterator[str]:
    """Questions that have an answer here: the issue spoken about most, the registered speaker who says most."""
    issues: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    for statement in statements:
        issues.update(match.notation for match in statement.issues)
        if statement.speaker and statement.speaker.iri:
            speakers[statement.speaker.label] += 1
    for issue, _ in issues.most_common(1):
        yield f"query who-said-what --issue {issue}"
    for speaker, _ in speakers.most_common(1):
        yield f"query what-did-they-say --speaker {shlex.quote(speaker)}"
    for issue, _ in issues.most_common(1):
        yield f"view issue {issue} -o {issue}.html"
    if not issues and not speakers:
        yield "query documents"
