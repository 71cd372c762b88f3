-- The answer of the query beside it, from the side file.
-- iri: document_iri
-- integer: statements
WITH found (what, name, document, statement) AS (
  SELECT 'issue', issue.preferred, statement.document, statement.id
  FROM about JOIN thing issue ON issue.id = about.issue JOIN statement ON statement.id = about.statement
  UNION ALL
  SELECT 'speaker', thing.label, statement.document, statement.id FROM statement JOIN thing ON thing.id = statement.speaker AND NOT thing.is_group
  UNION ALL
  SELECT 'statute', thing.label, statement.document, statement.id
  FROM refers JOIN thing ON thing.id = refers.thing JOIN statement ON statement.id = refers.statement
  WHERE NOT is_answer AND statement.words IS NOT NULL
)
SELECT what, found.name, count(DISTINCT found.statement) AS statements, document.label AS document, document.iri AS document_iri
FROM found JOIN thing document ON document.id = found.document
WHERE found.name IS NOT NULL
GROUP BY what, found.name
HAVING min(found.document) = max(found.document) AND document.id IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
ORDER BY what, found.name
