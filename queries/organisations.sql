-- The answer of the query beside it, from the side file.
-- integer: statements
WITH appearance (body, statement, document) AS (
  SELECT by_speaker.speaker, statement.id, statement.document FROM by_speaker JOIN statement ON statement.id = by_speaker.statement
  UNION ALL SELECT body, NULL, document FROM responded
), found AS MATERIALIZED (
  SELECT coalesce(thing.label, '') AS name, body, statement, document
  FROM appearance JOIN class ON class.name = 'Organization' AND class.thing = body JOIN thing ON thing.id = body
# if kind
  WHERE body IN (SELECT subject FROM link WHERE name = 'classification' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind))))
# end if
), counted AS (
  SELECT name, count(statement) AS spoken, count(*) - count(statement) AS answers, count(DISTINCT statement) AS statements
  FROM found GROUP BY name
), kind AS (
  SELECT name, group_concat(notation, ' | ') AS kinds FROM (
    SELECT DISTINCT found.name, kind.notation
    FROM (SELECT DISTINCT name, body FROM found) found
    JOIN link ON link.name = 'classification' AND link.subject = body JOIN thing kind ON kind.id = link.object
  ) GROUP BY name
), title AS (
  SELECT name, group_concat(label, ' | ') AS documents FROM (
    SELECT DISTINCT name, document.label FROM found JOIN thing document ON document.id = found.document
  ) GROUP BY name
)
SELECT
  nullif(name, '') AS organisation, kinds,
  CASE WHEN spoken = 0 THEN 'in the annex' WHEN answers = 0 THEN 'quoted' ELSE 'both' END AS appears, statements,
  documents
FROM counted LEFT JOIN kind USING (name) LEFT JOIN title USING (name)
ORDER BY name
