"""Invented statements as the rows of the view queries, so that views are tested without a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.errors import UnknownNameError

# Each of these would do something if a page took it for markup, script or layout.
HOSTILE = (
    "<script>window.broken=1</script>",
    '"><img src=x onerror="window.broken=2">',
    "</script><script>window.broken=3</script>",
    "javascript:window.broken=4",
    "{{7*7}} {% raw %} <!-- ]]> &lt;b&gt;",
    "' onfocus='window.broken=5' autofocus '",
    "Ada\u202eelpmaxE\u2066 \u2028 \x1b[31m \x00",
    "https://example.org/tracker.png",
)


@dataclass(frozen=True)
class Said:
    """A statement: who, about which issues, in which words."""

    key: str
    speaker: str
    issues: tuple[str, ...]
    words: str = "We move too readily to enquire."
    kind: str = "direct"
    speaker_kind: str = "person"
    speaker_key: str = ""
    confidence: float = 0.9
    document: str = "A report"
    section: str = "Question one"
    named: str = ""  # "false": a role or description stands for the name


@dataclass(frozen=True)
class Leaned:
    """A stance on an option, shown by a statement."""

    said: Said
    option: str
    polarity: str
    basis: str


@dataclass(frozen=True)
class Sample:
    """Answers the queries of the views from a list of statements; names of things are their keys."""

    said: Sequence[Said]
    leaned: Sequence[Leaned] = ()
    options: Sequence[str] = ()
    narrower: dict[str, str] = field(default_factory=dict)  # issue -> the one that is broader

    def things(self, type_name: str, value: str) -> list[str]:
        known = {
            "issue": {issue for said in self.said for issue in said.issues} | set(self.narrower.values()),
            "speaker": {said.speaker_key or said.speaker for said in self.said},
            "dilemma": {"dilemma"},
            "document": {said.document for said in self.said},
            "statute": {issue for said in self.said for issue in said.issues} | set(self.narrower.values()),
        }[type_name]
        if value not in known:
            raise UnknownNameError(type_name, value, sorted(known)[:1], "Look them up.")
        return [value]

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[dict[str, str]]:
        if name == "view-subject":
            return [{"subject": iri, "label": iri} for iri in values["subject"]]
        if name == "view-overview":
            return self._overview()
        if name == "view-dilemma":
            return self._dilemma()
        rows = [row for said in self.said for row in _rows(said)]
        if name == "view-issue":
            return [row for row in rows if row["issue"] and self._within(row["issue"], values["issue"])]
        if name == "view-matrix":
            return self._matrix(values.get("issue"))
        if name == "view-compare":
            sides = [row for row in self._dilemma() if row["holder"] in values["holder"]]
            return [{**row, "target": row["option"], "target_label": row["option_label"]} for row in sides]
        if name == "view-document":
            return [row for row in rows if row["document_title"] in values["document"]]
        if name == "view-statute":
            asked = [row for row in rows if row["issue"] and self._within(row["issue"], values["statute"])]
            return [{**row, "statute": row["issue"], "statute_label": row["issue"], "act": "named"} for row in asked]
        if name == "view-speaker":
            return [row for row in rows if row["speaker"] in values["speaker"]]
        assert name == "view-overview-statements"
        return rows

    def _within(self, issue: str, asked: Iterable[str]) -> bool:
        return issue in asked or self.narrower.get(issue, "") in asked

    def _overview(self) -> list[dict[str, str]]:
        totals = Counter(said.speaker_key or said.speaker for said in self.said)
        rows = Counter(
            (said.speaker_key or said.speaker, said.speaker, said.speaker_kind, said.named, issue, said.kind)
            for said in self.said
            for issue in said.issues or ("",)
        )
        return [
            {
                "speaker": key,
                "speaker_label": label,
                "speaker_kind": speaker_kind,
                "speaker_named": named,
                "speaker_statements": str(totals[key]),
                "issue": issue,
                "issue_label": issue,
                "statement_kind": kind,
                "statements": str(number),
            }
            for (key, label, speaker_kind, named, issue, kind), number in sorted(rows.items())
        ]

    def _matrix(self, within: str | Sequence[str] | None) -> list[dict[str, str]]:
        """Every third statement takes a side for, every third against; of each, every second is inferred."""
        cells: dict[tuple[str, str], list[int]] = {}
        for n, said in enumerate(self.said):
            for issue in said.issues:
                if within is None or self._within(issue, within):
                    numbers = cells.setdefault((said.speaker, issue), [0, 0, 0, 0, 0])
                    side = n % 3
                    for place, more in ((0, 1), (1, side == 0), (2, side == 1), (4, side != 2 and n % 2)):
                        numbers[place] += more
        kinds = {said.speaker: (said.speaker_kind, said.speaker_key or said.speaker) for said in self.said}
        names = ("statements", "agree", "disagree", "mixed", "inferred")
        return [
            {
                "speaker": kinds[who][1],
                "speaker_label": who,
                "speaker_kind": kinds[who][0],
                "speaker_named": "",
                "issue": issue,
                "issue_label": issue,
                **dict(zip(names, map(str, numbers), strict=True)),
            }
            for (who, issue), numbers in sorted(cells.items())
        ]

    def _dilemma(self) -> list[dict[str, str]]:
        options = [{"option": option, "option_label": option, "holder": ""} for option in self.options]
        leaning = [
            {
                **_rows(leaned.said)[0],
                "option": leaned.option,
                "option_label": leaned.option,
                "holder": leaned.said.speaker_key or leaned.said.speaker,
                "holder_label": leaned.said.speaker,
                "holder_kind": leaned.said.speaker_kind,
                "polarity": leaned.polarity,
                "basis": leaned.basis,
                "stance_confidence": "0.75",
            }
            for leaned in self.leaned
        ]
        return options + leaning


def _rows(said: Said) -> list[dict[str, str]]:
    return [
        {
            "statement": said.key,
            "statement_kind": said.kind,
            "words": said.words,
            "confidence": str(said.confidence),
            "rule": "a-rule",
            "speaker": said.speaker_key or said.speaker,
            "speaker_label": said.speaker,
            "speaker_kind": said.speaker_kind,
            "speaker_named": said.named,
            "issue": issue,
            "issue_label": issue,
            "document_title": said.document,
            "section_title": said.section,
        }
        for issue in said.issues or ("",)
    ]


def three_statements() -> Sample:
    """Ada speaks once about poverty and once about poverty and help, some carers once about help."""
    return Sample(
        [
            Said("s1", "Ada Example", ("poverty",), "Being poor is not neglect."),
            Said("s2", "Ada Example", ("help", "poverty"), "Help comes too late.", kind="finding", confidence=0.6),
            Said("s3", "Some carers", ("help",), "that help is hard to find", "indirect", "group", "group-1"),
        ],
        narrower={"poverty": "inequality"},
    )


def a_dilemma() -> Sample:
    """Two options; Ada states and some carers are inferred to lean, and not the same way."""
    stated = Said("s1", "Ada Example", (), "One team is enough.")
    inferred = Said("s2", "Ben Example", (), "Two teams lose sight of the child.", "indirect")
    other = Said("s3", "Some carers", (), "that trust needs distance", "indirect", "group", "group-1")
    return Sample(
        [stated, inferred, other],
        [
            Leaned(stated, "one team", "agree", "stated"),
            Leaned(inferred, "two teams", "disagree", "inferred"),
            Leaned(other, "two teams", "mixed", "inferred"),
        ],
        ["one team", "two teams"],
    )


def two_speakers(issues: int, targets: int) -> Sample:
    """Two speakers on so many issues and with sides on so many targets: of three, one both and one each alone."""
    said, leaned = [], []
    for n in range(issues + targets):
        for who in ("Ada Example", "Ben Example"):
            if n % 3 == (1 if who == "Ada Example" else 2):
                continue
            about = (f"Issue {n}",) if n < issues else ()
            one = Said(f"s{n}{who[0]}", who, about, f"Statement {n} of {who} on the matter at hand.")
            said.append(one)
            if n >= issues:
                polarity = ("agree", "disagree", "mixed")[n % 4 % 3]
                leaned.append(Leaned(one, f"Recommendation {n}", polarity, "inferred" if n % 2 else "stated"))
    return Sample(said, leaned)


def hostile() -> Sample:
    """A statement for each hostile text, which stands in every field, and a stance of each."""
    said = [
        Said(f"{text}#{n}", text, (f"issue {text}",), text, "direct", "person", text, 0.9, text, text)
        for n, text in enumerate(HOSTILE)
    ]
    leaned = [Leaned(one, HOSTILE[n % 2], "agree", "inferred") for n, one in enumerate(said)]
    return Sample(said, leaned, HOSTILE[:2])


def many(speakers: int, issues: int, statements: int) -> Sample:
    """So many of each (at least a statement a speaker), linked by a fixed rule; a third of the speakers are groups."""
    kinds, speaker_kinds = ("direct", "indirect", "finding"), ("person", "organisation", "group")
    said = []
    for n in range(statements):
        who = n if n < speakers else (n * n + 3 * n) % speakers
        about = tuple(dict.fromkeys((f"Issue {(7 * n + who) % issues}", f"Issue {(n // 3) % issues}")))
        words = f"Statement {n} says what speaker {who} thinks of the matter at hand."
        said.append(
            Said(
                f"s{n:05}",
                f"Speaker {who}",
                about,
                words,
                kinds[n % 3],
                speaker_kinds[who % 3],
                confidence=0.5 + n % 50 / 100,
            )
        )
    return Sample(said)
