-- The answer of the query beside it, from the side file.
-- integer: statements
WITH found AS MATERIALIZED (
  SELECT coalesce(speaker.label, '') AS name, coalesce(speaker.kind, '') AS kind, statements, document.label AS title
  FROM speaker_count
  JOIN thing speaker ON speaker.id = speaker_count.speaker JOIN thing document ON document.id = speaker_count.document
  WHERE TRUE
# if document
  AND document.id IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
# if kind
  AND speaker.kind IN (SELECT value FROM json_each(:kind))
# end if
), title AS (
  SELECT name, kind, group_concat(title, ' | ') AS documents FROM (SELECT DISTINCT name, kind, title FROM found) GROUP BY name, kind
)
SELECT nullif(name, '') AS speaker, nullif(kind, '') AS kind, sum(statements) AS statements, documents
FROM found JOIN title USING (name, kind)
GROUP BY name, kind
ORDER BY 3 DESC, name, kind
