-- The answer of the query beside it, from the side file.
-- iri: statement issue_iri document_iri
-- decimal: confidence
WITH found AS (
  SELECT statement AS id, one.label AS side, (
    SELECT max(stance.confidence || ' ' || side || ' ' || coalesce(target.label, ''))
    FROM stance LEFT JOIN thing target ON target.id = stance.target WHERE stance.statement = by_speaker.statement
  ) AS taken
  FROM by_speaker JOIN thing one ON one.id = by_speaker.speaker AND one.label IS NOT NULL
  WHERE by_speaker.speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
  OR by_speaker.speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:other)))
)
SELECT
  issue.preferred AS issue, found.side, statement.words,
  coalesce(part(taken, 1), '') AS stance, coalesce(part(taken, 3), '') AS stance_target, coalesce(part(taken, 2), '') AS stance_basis,
  speaker.label AS speaker, document.label AS document, statement.confidence, statement.iri AS statement,
  issue.iri AS issue_iri, document.iri AS document_iri
FROM found JOIN statement USING (id)
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
LEFT JOIN about ON about.statement = statement.id
LEFT JOIN thing issue ON issue.id = about.issue
# if issue
WHERE about.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
GROUP BY statement.id, found.side, issue.id
ORDER BY issue.preferred, issue.id, found.side, document.label, statement.id
