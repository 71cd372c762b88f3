"""What a client would like to have in, the form that it gets out: a page, Turtle or JSON-LD."""

from __future__ import annotations

from typing import Final

HTML: Final = "html"
FORMS: Final = {  # ending -> media type
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
_OF_TYPE: Final = {media: ending for ending, media in FORMS.items()} | {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
}


def form_for(accept: str) -> str:
    """The ending of the form that an Accept header likes best; `html` where it likes none of ours better.

    >>> form_for("text/turtle;q=0.9, text/html;q=0.5"), form_for("*/*"), form_for("text/turtle;q=0, text/html")
    ('ttl', 'html', 'html')
    """
    best, weight = HTML, 0.0
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if media.lower() in _OF_TYPE and quality > weight:
            best, weight = _OF_TYPE[media.lower()], quality
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def without_ending(path: str) -> tuple[str, str]:
    """A path and the form that its ending asks for; the form is empty where the ending is none of ours.

    >>> without_ending("/id/x/agent/ada.ttl"), without_ending("/id/x/agent/ada")
    (('/id/x/agent/ada', 'ttl'), ('/id/x/agent/ada', ''))
    """
    stem, dot, ending = path.rpartition(".")
    return (stem, ending) if dot and ending in FORMS and not stem.endswith("/") else (path, "")
