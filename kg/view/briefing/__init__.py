"""An issue, a speaker or a dilemma in; a briefing on it as one file out: HTML, Word or Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.view.briefing.material import Material

SUBJECTS: Final = ("issue", "speaker", "dilemma")
_LABEL: Final = 80  # characters of a name in a message
FORMATS: Final = (".html", ".docx", ".md")


def render_briefing(value: str, ending: str, material: Material, *, subject: str | None = None) -> bytes:
    """The file of a briefing; the same build gives the same bytes.

    `ending` is one of FORMATS. `subject` tells which of SUBJECTS the value names; else the one that knows it.
    Raises: UnknownNameError with the nearest, UsageError where the value names things of several kinds.
    """
    from kg.view.briefing.compose import compose
    from kg.view.briefing.markdown import markdown_of
    from kg.view.briefing.page import page_of
    from kg.view.briefing.word import docx_of

    kind = subject or _kind_of(value, material)
    briefing = compose(kind, value, material)
    if ending == ".docx":
        return docx_of(briefing)
    return (page_of(briefing) if ending == ".html" else markdown_of(briefing)).encode("utf-8")


def _kind_of(value: str, material: Material) -> str:
    """The one kind of thing that is called so."""
    found: dict[str, list[str]] = {}  # IRIs by kind
    failures = []
    for kind in SUBJECTS:
        try:
            found[kind] = material.things(kind, value)
        except UnknownNameError as error:
            failures.append(error)
    if not found:
        names = [name for failure in failures for name in failure.nearest]
        raise UnknownNameError(
            "issue, speaker or dilemma",
            value,
            names[:3],
            "`kg query issues`, `speakers` and `dilemma-sides` list them.",
        )
    if len(found) > 1:
        raise UsageError(_ambiguity(value, found, material))
    return next(iter(found))


def _ambiguity(value: str, found: Mapping[str, Sequence[str]], material: Material) -> str:
    """What a value names, each with the option that chooses it."""
    from kg.view.wording import shortened

    told = []
    for kind, iris in found.items():
        labels = list(dict.fromkeys(row["label"] for row in material.rows("view-subject", subject=iris))) or [value]
        told.append(
            f"the {kind} {' or '.join(repr(shortened(label, _LABEL)) for label in labels[:3])} (--subject {kind})"
        )
    return f"{value!r} names {' and '.join(told)}. Say which."
