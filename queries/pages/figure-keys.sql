-- The answer of the query beside it, from the side file.
-- iri: figure statement
SELECT DISTINCT figure.iri AS figure, statement.iri AS statement
FROM figure LEFT JOIN statement ON statement.id = figure.statement
# if issue
WHERE statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
ORDER BY figure.document, figure.statement, figure.iri
