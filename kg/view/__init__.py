"""A view's name, a value and a dataset in, one HTML page out: a network that opens anywhere, and the same in tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.view.picture import Picture
    from kg.view.source import Source

VIEWS: Final = ("overview", "issue", "speaker", "dilemma", "statute", "document", "compare", "matrix")
_BUBBLE_LIMIT: Final = 180  # nodes; a larger picture draws its statements as lines until the reader asks for them


def render_view(name: str, value: str | None, source: Source, other: str | None = None) -> str:
    """The page of a view: `overview` (no value), or one of an issue, a speaker … with its label, notation or IRI.

    `compare` takes two speakers, `value` and `other`; `matrix` an issue or nothing.

    Raises: UnknownNameError for a view or a value that is not there, with the nearest; UsageError where a value is
        missing or superfluous.
    """
    picture = picture_of(name, value, source, other)
    from kg.view.page import page_of

    return page_of(picture)


def picture_of(name: str, value: str | None, source: Source, other: str | None = None) -> Picture:
    """What the page of a view shows, no larger than stays readable.

    Raises: as `render_view`.
    """
    if name not in VIEWS:
        from kg.query.nearest import nearest

        raise UnknownNameError("view", name, nearest(name, VIEWS), f"Views: {', '.join(VIEWS)}.")
    one, two = ((text or "").strip() for text in (value, other))
    _check_values(name, one, two)
    from kg.view.reduction import reduced

    return _with_bubbles_if_few(reduced(_whole(name, one, two, source)))


def _check_values(name: str, value: str, other: str) -> None:
    if name == "overview" and value:
        raise UsageError(f"view 'overview' shows everything and takes no value, not {value!r}. Leave the value out.")
    if name == "compare" and not (value and other):
        raise UsageError("view 'compare' needs two values. Name two speakers, as in `kg view compare NAME NAME`.")
    if name not in ("overview", "matrix") and not value:
        raise UsageError(f"view {name!r} needs a value. Name the {name} to show, as in `kg view {name} NAME`.")
    if name != "compare" and other:
        raise UsageError(f"view {name!r} takes one value, not {other!r} too. Quote a name of several words.")


def _whole(name: str, value: str, other: str, source: Source) -> Picture:
    from kg.view.views.compare import compare
    from kg.view.views.dilemma import dilemma
    from kg.view.views.document import document
    from kg.view.views.issue import issue
    from kg.view.views.matrix import matrix
    from kg.view.views.overview import overview
    from kg.view.views.speaker import speaker
    from kg.view.views.statute import statute
    from kg.view.views.subject import find_subject

    if name == "overview":
        return overview(source)
    if name == "matrix":
        return matrix(source, find_subject("issue", value, source) if value else None)
    if name == "compare":
        return compare(source, find_subject("speaker", value, source), find_subject("speaker", other, source))
    views = {"issue": issue, "speaker": speaker, "dilemma": dilemma, "statute": statute, "document": document}
    return views[name](source, find_subject(name, value, source))


def _with_bubbles_if_few(picture: Picture) -> Picture:
    """The picture, with its statements drawn as lines at first where they would be too many nodes."""
    few = len(picture.hubs) + len(picture.quotations) <= _BUBBLE_LIMIT
    return replace(picture, bubbles=picture.bubbles and few)
