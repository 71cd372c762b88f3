"""The report of a build in, the table that ends it out, with the commands to try next."""

from __future__ import annotations

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.build import BuildReport
from kg.model import Extraction, LinkKind, Speaker, SpeakerKind, Statement, StatementKind
from kg.query.table import shorten
from kg.rdf.violation import Violation
from kg.terminal import printable
from kg.view.wording import attributions_without_name

_WIDTH = 12  # of the names of the rows
_VALUE_WIDTH = 120  # characters of a text at fault
_GRAVITY = ("Violation", "Warning", "Info")


def iter_summary(report: BuildReport, *, program: str = "kg", options: str = "") -> Iterator[str]:
    """The table and three commands of `program`; `options`: what they need to find the same build."""
    statements = [statement for extraction in report.extractions for statement in extraction.statements]
    words = sum(len(extraction.document.text.split()) for extraction in report.extractions)
    issues = {match.notation for statement in statements for match in statement.issues}
    links = Counter(link.kind for link in report.links)
    yield _row("documents", len(report.extractions), f"{len(report.faults)} left out" if report.faults else "")
    yield _row("words", words)
    foreign = sorted({block.language for e in report.extractions for block in e.document.blocks} - {"en"})
    if foreign:
        yield _row("languages", 1 + len(foreign), f"what is in {', '.join(foreign)} was not read")
    kinds = Counter(statement.kind for statement in statements)
    yield _row("statements", len(statements), _by_kind((kind.value, kinds[kind]) for kind in StatementKind))
    named, unnamed = _speakers(report.extractions)
    by_kind = _by_kind((kind.value, named[kind]) for kind in SpeakerKind if kind is not SpeakerKind.GROUP)
    yield _row("speakers", named.total(), f"by name: {by_kind}; {attributions_without_name(unnamed)}")
    yield _row("issues", len(issues), f"covered of {len(report.knowledge.issues.issues)}")
    yield _row(
        "statutes", len({reference.iri for extraction in report.extractions for reference in extraction.statutes})
    )
    figures = sum(len(extraction.figures) for extraction in report.extractions)
    yield _row("figures", figures, f"{sum(len(statement.figures) for statement in statements)} of them in statements")
    yield _row("conflicts", links[LinkKind.CONFLICT], f"{links[LinkKind.CORROBORATION]} corroborations")
    yield _row("SHACL", len(report.violations), f"violations, {len(report.results) - len(report.violations)} warnings")
    yield f"{'seconds':{_WIDTH}} {report.seconds:8.1f}"
    yield f"{'build':{_WIDTH}} {report.folder}"
    yield "Try next:"
    for command in _commands(statements):
        yield f"  {program} {command}{options}"


def iter_results(
    results: Iterable[Violation], prefixes: Mapping[str, str] | None = None, *, limit: int = 20
) -> Iterator[str]:
    """A line for each breach of a shape or check, the gravest first; after `limit` lines how many more there are.

    A line names the node, the property and the value at fault, the document, what is wrong, and the rule.
    """
    ordered = sorted(results, key=lambda result: _GRAVITY.index(result.severity))
    for result in ordered[:limit]:
        yield _result(result, prefixes or {})
    if len(ordered) > limit:
        yield f"and {len(ordered) - limit} more"


def _result(result: Violation, prefixes: Mapping[str, str]) -> str:
    at_fault = [shorten(result.node, prefixes)]
    if result.path:
        at_fault.append(shorten(result.path, prefixes))
    if result.value:
        at_fault.append(f"value {textwrap.shorten(shorten(result.value, prefixes), _VALUE_WIDTH, placeholder=' …')}")
    where = f" in {shorten(result.document, prefixes)}" if result.document else ""
    line = f"{', '.join(at_fault)}{where}: {result.message} ({shorten(result.shape, prefixes)})"
    return printable(f"{result.severity.lower()}: {line}")


def _row(name: str, count: int, detail: str = "") -> str:
    return f"{name:{_WIDTH}} {count:8,}  {detail}".rstrip()


def _by_kind(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts)


def _speakers(extractions: Iterable[Extraction]) -> tuple[Counter[SpeakerKind], int]:
    """How many names of each kind speak, and how often words are given to others, as `queries/pages/speaker-numbers.rq` counts.

    "Some respondents" or "one nurse" of two passages need not be the same people: they count once for each attribution.
    """
    named: set[tuple[SpeakerKind, str]] = set()
    unnamed: set[tuple[str, int, str, str]] = set()
    for extraction in extractions:
        for statement in extraction.statements:
            speaker = _one_of(statement.speaker)
            if speaker and speaker.named and speaker.kind is not SpeakerKind.GROUP and not speaker.members:
                named.add((speaker.kind, speaker.label))
            else:
                kind, label = (speaker.kind.value, speaker.label) if speaker else ("", "")
                unnamed.add((extraction.document.key, statement.attribution, kind, label))
    return Counter(kind for kind, _ in named), len(unnamed)


def _one_of(speaker: Speaker | None) -> Speaker | None:
    """The speaker; of joint speakers who are one agent under two names that one."""
    if speaker and not speaker.iri and speaker.members:
        different = {member.iri or (member.kind, member.label): member for member in speaker.members}
        return next(iter(different.values())) if len(different) == 1 else speaker
    return speaker


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
