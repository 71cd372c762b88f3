-- The answer of the query beside it, from the side file.
-- iri: statute_iri
-- integer: statements mentions
WITH found AS (
  SELECT thing AS statute, statement, NULL AS mention, document
  FROM refers JOIN statement ON statement.id = refers.statement AND words IS NOT NULL WHERE NOT is_answer
  UNION ALL SELECT statute, NULL, iri, document FROM naming
), titled AS (
  SELECT statute, group_concat(label, ' | ') AS documents
  FROM (SELECT DISTINCT statute, label FROM found JOIN thing ON thing.id = document) GROUP BY statute
)
SELECT
  label AS statute, count(DISTINCT statement) AS statements, count(DISTINCT mention) AS mentions, documents, iri AS statute_iri
FROM found JOIN thing ON thing.id = found.statute AND is_statute AND label IS NOT NULL LEFT JOIN titled USING (statute)
GROUP BY thing.id
ORDER BY 3 DESC, label, thing.id
