"""A question in plain words in; the saved query that answers it, with its values and its rows, out.

The way of a question: `phrasing` (spelling, words that mean the same) -> `vocabulary` (names of the graph) -> `mentions`
(what stands in it) -> `forms` (wordings in the headers of the queries) -> `matching` -> `answer` -> `report`.
"""
