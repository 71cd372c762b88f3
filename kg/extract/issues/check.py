"""An issue scheme and texts -> labels that never match, that two issues claim, or that match too much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.issues.labels import label_index, stems_of
from kg.extract.stem import tokens
from kg.knowledge.issues import Issue, IssueScheme

NEVER, CLASHES, TOO_MUCH = "never matches", "clashes", "matches too much"
_TOO_MUCH = 0.1  # of the texts, for one strong label
_FEW_TEXTS = 50  # fewer tell nothing about too much


@dataclass(frozen=True, slots=True, order=True)
class LabelFault:
    """What is wrong with a label, in words that say what to do."""

    notation: str
    label: str
    problem: str  # "never matches", "clashes" or "matches too much"
    remedy: str


def check_labels(scheme: IssueScheme, texts: Iterable[str]) -> tuple[LabelFault, ...]:
    """Faults in the order of issues and labels. Give whole paragraphs as texts; they are read once."""
    matched: Counter[tuple[str, str]] = Counter()
    index, count = label_index(scheme), 0
    for text in texts:
        count += 1
        matched.update({(cue.notation, cue.label) for cue in index.cues(tokens(text))})
    faults = [*_clashes(scheme)]
    for issue in scheme.issues:
        faults += _faults_of(issue, matched, count)
    return tuple(sorted(faults))


def _faults_of(issue: Issue, matched: Counter[tuple[str, str]], count: int) -> Iterator[LabelFault]:
    for label in dict.fromkeys((*issue.strong, *issue.weak)):
        times = matched[issue.notation, label]
        if not times:
            remedy = "Keep it for other texts, or see whether a longer or misleading label takes its words."
            yield LabelFault(issue.notation, label, NEVER, remedy)
        elif count >= _FEW_TEXTS and label in issue.strong and times > _TOO_MUCH * count:
            remedy = f"It stands in {times} of {count} texts: make it a skos:hiddenLabel, or say more."
            yield LabelFault(issue.notation, label, TOO_MUCH, remedy)


def _clashes(scheme: IssueScheme) -> Iterator[LabelFault]:
    """Strong labels that two issues share, and labels that one issue has in two lists, whatever their endings."""
    owners: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for issue in scheme.issues:
        for label in issue.strong:
            owners[stems_of(label)][issue.notation] = label
        strong = {stems_of(label): label for label in issue.strong[1:]}  # a hidden label may weaken the preferred one
        for label in issue.weak:
            if stems_of(label) in strong:
                yield LabelFault(issue.notation, label, CLASHES, f"{strong[stems_of(label)]!r} is strong: keep one.")
    for shared in owners.values():
        for notation, label in shared.items() if len(shared) > 1 else ():
            others = ", ".join(sorted(set(shared) - {notation}))
            yield LabelFault(notation, label, CLASHES, f"It is strong for {others} too: keep it in one, or say more.")
