"""A question in plain words in; the saved query that answers it, with its values and its rows, out.

The way of a question: `phrasing` (spelling, words that mean the same) -> `vocabulary` (names of the graph) -> `mentions`
(what stands in it) -> `naming` (which words are names, learned) -> `matching` with `forms` (wordings in the headers of the queries) ->
`intents` (which query is likely, learned), `choosing`, `leftover` (what may be passed over) -> `answer` -> `report`.
"""
