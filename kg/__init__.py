"""Who Said What: reads reviews and consultations, and answers who said what about which issue.

For Python and notebooks: `kg.open("build")` gives a `kg.graph.Graph`. Nothing heavy is loaded until something is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "open"]

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph import Graph


def open(build: str | Path | None = None, *, endpoint: str | None = None, pack: str | Path | None = None) -> Graph:
    """The graph of a build's folder, or of a SPARQL 1.1 server; see `kg.graph.open_graph`.

    >>> kg.open("build").query("who-said-what", issue="investigations").to_pandas()  # doctest: +SKIP
    """
    from kg.graph import open_graph

    return open_graph(build, endpoint=endpoint, pack=pack)
