"""Links between documents: what two sources agree on, what they contradict each other on, and what only looks alike."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented import document_of, invented_knowledge

from kg.extract.events import find_events
from kg.extract.figures import find_figures
from kg.knowledge import Knowledge
from kg.link import find_links
from kg.model import (
    Aspect,
    CrossLink,
    Document,
    Extraction,
    LinkKind,
    Response,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
)

PAIRS = Path(__file__).parent / "link_pairs.tsv"
QUOTED = re.compile(r"“([^”]+)”,? said (\w+ \w+)")


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


def extraction_of(knowledge: Knowledge, *paragraphs: str, key: str = "a", issued: str | None = "2021-06") -> Extraction:
    """Events and figures as they are found; statements are what stands in “ ”, by whom “said” names."""
    document = document_of(*paragraphs, key=key, issued=issued)
    return Extraction(
        document,
        quotations_of(document),
        events=find_events(document, knowledge),
        figures=find_figures(document, knowledge),
    )


def quotations_of(document: Document) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            kind=StatementKind.DIRECT,
            speaker=Speaker(match[2], SpeakerKind.PERSON),
            parts=(Span(*match.span(1)),),
            words=match[1],
            block=0,
            section=0,
            attribution=index,
            rule="test",
            confidence=1.0,
        )
        for index, match in enumerate(QUOTED.finditer(document.text))
    )


def links_of(knowledge: Knowledge, *texts: str) -> tuple[CrossLink, ...]:
    extractions = [extraction_of(knowledge, text, key=f"doc-{index}") for index, text in enumerate(texts)]
    return find_links(extractions, knowledge)


def passages(link: CrossLink, extractions: Sequence[Extraction]) -> list[str]:
    texts = {extraction.document.key: extraction.document.text for extraction in extractions}
    return [texts[passage.document][passage.span.start : passage.span.end] for passage in link.passages]


# ---------------------------------------------------------------- our pairs


def our_pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "pair", our_pairs(), ids=lambda pair: f"{pair['relation'] or 'nothing'}: {pair['another document'][:60]}"
)
def test_a_pair_is_told_apart(knowledge: Knowledge, pair: dict[str, str]) -> None:
    found = {
        (link.aspect.value, link.kind.value)
        for link in links_of(knowledge, pair["one document"], pair["another document"])
    }
    assert found == ({(pair["aspect"], pair["relation"])} if pair["relation"] else set())


# ---------------------------------------------------------------- shape


def test_a_conflict_of_dates_shows_the_passages_of_all_sides(knowledge: Knowledge) -> None:
    texts = (
        "Rough Waters was published on 3 May 2021.",
        "Rough Waters was published on 5 May 2021.",
        "On 5 May 2021, they published Rough Waters.",
    )
    extractions = [extraction_of(knowledge, text, key=f"doc-{index}") for index, text in enumerate(texts)]
    conflict, corroboration = find_links(extractions, knowledge)
    assert (conflict.kind, conflict.aspect, passages(conflict, extractions)) == (
        LinkKind.CONFLICT,
        Aspect.DATE,
        list(texts),
    )
    assert passages(corroboration, extractions) == list(texts[1:])


def test_a_figure_is_shown_with_its_sentence(knowledge: Knowledge) -> None:
    texts = (
        "It rained. The survey reached 4,812 dock workers.",
        "The survey reached 4,812 dock workers. All were cold.",
    )
    extractions = [extraction_of(knowledge, text, key=f"doc-{index}") for index, text in enumerate(texts)]
    (link,) = find_links(extractions, knowledge)
    assert passages(link, extractions) == ["The survey reached 4,812 dock workers."] * 2


def test_the_order_of_the_documents_changes_nothing(knowledge: Knowledge) -> None:
    texts = [pair["one document"] for pair in our_pairs()[:12]] + [
        pair["another document"] for pair in our_pairs()[:12]
    ]
    extractions = [extraction_of(knowledge, text, key=f"doc-{index:02}") for index, text in enumerate(texts)]
    assert find_links(extractions, knowledge) == find_links(extractions[::-1], knowledge) != ()


# ---------------------------------------------------------------- inside one document


def test_a_length_of_time_that_misses_its_end_is_a_conflict(knowledge: Knowledge) -> None:
    fits = "Rough Waters was published on 1 June 2021. The form was open for two weeks after publication and closed on 15 June 2021."
    misses = fits.replace("15 June", "19 June")
    assert links_of(knowledge, fits) == ()
    ((link),) = links_of(knowledge, misses)
    assert (link.aspect, link.rule) == (Aspect.DATE, "length-of-time")


def listing(knowledge: Knowledge, *names: str) -> Extraction:
    """A document that counts three bodies that replied, and lists these."""
    extraction = extraction_of(
        knowledge, "Of all replies 3 came from ports, and a full list is in Annex A.", "; ".join(names)
    )
    document = extraction.document
    responses, at = [], document.blocks[1].span.start
    for name in names:
        at = document.text.index(name, at)
        responses.append(Response(Speaker(name, SpeakerKind.ORGANISATION), Span(at, at + len(name))))
        at += len(name)
    return Extraction(document, (), tuple(responses), figures=extraction.figures)


def test_a_count_is_belied_by_a_list_that_holds_a_name_twice(knowledge: Knowledge) -> None:
    twice = listing(knowledge, "Port of Ayle", "Port of Byle", "The Port of Ayle")
    (link,) = find_links([twice], knowledge)
    assert (link.kind, link.aspect, link.rule) == (LinkKind.CONFLICT, Aspect.FIGURE, "count-against-list")
    assert passages(link, [twice])[1:] == ["Port of Ayle", "The Port of Ayle"]


def test_a_count_that_its_list_bears_out_is_no_conflict(knowledge: Knowledge) -> None:
    assert find_links([listing(knowledge, "Port of Ayle", "Port of Byle", "Port of Cyle")], knowledge) == ()


@pytest.mark.parametrize(
    ("quoted", "listed", "differ"),
    [
        ("National Harbour Safety Panel", "Harbour Safety Panel", True),
        ("Harbour Safety Panel", "The Harbour Safety Panel", False),
        ("Harbour Safety Panel", "Harbour Safety Panel (HSP)", False),
        ("Harbour Safety Panel", "Harbour Safety Panel Ltd", False),
    ],
)
def test_one_body_under_two_names_is_a_conflict_of_wording(
    knowledge: Knowledge, quoted: str, listed: str, differ: bool
) -> None:
    document = document_of(f"Ropes are short. {quoted}", listed)
    body = Speaker(quoted, SpeakerKind.ORGANISATION, "https://example.org/id/agent/panel")
    source, place = document.text.index(quoted), document.blocks[1].span
    statement = Statement(
        StatementKind.DIRECT,
        body,
        (Span(0, 16),),
        "Ropes are short.",
        0,
        0,
        0,
        "test",
        1.0,
        Span(source, source + len(quoted)),
    )
    links = find_links([Extraction(document, (statement,), (Response(body, place),))], knowledge)
    assert [(link.aspect, link.rule) for link in links] == ([(Aspect.WORDING, "two-names")] if differ else [])
