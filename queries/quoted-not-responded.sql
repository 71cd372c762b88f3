-- The answer of the query beside it, from the side file.
-- integer: statements
WITH appearance (body, statement, document) AS (
  SELECT by_speaker.speaker, statement.id, statement.document FROM by_speaker JOIN statement ON statement.id = by_speaker.statement
  UNION ALL SELECT body, NULL, document FROM responded
), found AS MATERIALIZED (
  SELECT coalesce(thing.label, '') AS name, statement, document
  FROM appearance JOIN class ON class.name = 'Organization' AND class.thing = body JOIN thing ON thing.id = body
  WHERE body NOT IN (SELECT thing FROM class WHERE name = 'Review')
# if kind
  AND body IN (SELECT subject FROM link WHERE name = 'classification' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind))))
# end if
), counted AS (
  SELECT name, count(DISTINCT statement) AS statements FROM found GROUP BY name HAVING count(statement) = count(*)
), title AS (
  SELECT name, group_concat(label, ' | ') AS documents FROM (
    SELECT DISTINCT name, document.label FROM found JOIN thing document ON document.id = found.document
  ) GROUP BY name
)
SELECT nullif(name, '') AS organisation, statements, documents
FROM counted LEFT JOIN title USING (name)
ORDER BY name
