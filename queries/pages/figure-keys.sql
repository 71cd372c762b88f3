-- The answer of the query beside it, from the side file.
-- iri: figure statement
SELECT DISTINCT figure.iri AS figure, statement.iri AS statement
FROM figure JOIN statement ON statement.id = figure.statement
WHERE statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
ORDER BY statement.id, figure.iri
