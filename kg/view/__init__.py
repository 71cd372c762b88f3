"""A view's name, a value and a dataset in, one HTML page out: a network that opens anywhere, and the same in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.view.picture import Picture
    from kg.view.source import Source

VIEWS: Final = ("overview", "issue", "speaker", "dilemma")


def render_view(name: str, value: str | None, source: Source) -> str:
    """The page of a view: `overview` (no value), or `issue`, `speaker` or `dilemma` with the label, notation or IRI of one.

    Raises: UnknownNameError for a view or a value that is not there, with the nearest; UsageError where a value is
        missing or superfluous.
    """
    picture = picture_of(name, value, source)
    from kg.view.page import page_of

    return page_of(picture)


def picture_of(name: str, value: str | None, source: Source) -> Picture:
    """What the page of a view shows, no larger than stays readable.

    Raises: as `render_view`.
    """
    if name not in VIEWS:
        from kg.query.nearest import nearest

        raise UnknownNameError("view", name, nearest(name, VIEWS), f"Views: {', '.join(VIEWS)}.")
    if name == "overview" and value:
        raise UsageError(f"view 'overview' shows everything and takes no value, not {value!r}. Leave the value out.")
    if name != "overview" and not (value and value.strip()):
        raise UsageError(f"view {name!r} needs a value. Name the {name} to show, as in `kg view {name} NAME`.")
    from kg.view import views
    from kg.view.reduction import reduced

    if name == "overview":
        picture = views.overview(source)
    else:
        subject = views.find_subject(name, (value or "").strip(), source)
        picture = {"issue": views.issue, "speaker": views.speaker, "dilemma": views.dilemma}[name](source, subject)
    return views.with_bubbles_if_few(reduced(picture))
