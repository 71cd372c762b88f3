"""The start page: the corpus at a glance, the issues, what is contested, where sources disagree."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import data_of
from kg.explorer.issue_tree import issue_tree
from kg.explorer.page import page
from kg.explorer.speaker_numbers import speaker_numbers
from kg.view.wording import attributions_without_name


def show(request: Request) -> Response:
    """The start page."""
    data = data_of(request)
    data.takes()
    documents = data.rows("documents")
    issues = data.rows("issues")
    speakers = data.rows("pages/speakers")
    conflicts = data.rows("conflicts")
    named, unnamed = speaker_numbers(data)
    return page(
        data,
        "home.html",
        documents=documents,
        read=sum(row["read"] == "read" for row in documents),
        statements=sum(int(row["statements"]) for row in documents),
        speakers=named,
        without_name=attributions_without_name(unnamed),
        busiest=[row for row in speakers if row["kind"] != "group"][:8],
        issues=sum(int(row["statements"]) > 0 for row in issues),
        all_issues=len(issues),
        tree=issue_tree(data),
        contested=data.rows("contested-issues")[:8],
        conflicts=list({row["link"]: row for row in conflicts}.values())[:6],
        all_conflicts=len({row["link"] for row in conflicts}),
    )


ROUTES = [Route("/", show, name="home")]
