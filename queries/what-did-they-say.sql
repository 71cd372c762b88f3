-- The answer of the query beside it, from the side file.
-- iri: statement issue_iri document_iri
-- decimal: confidence
WITH found AS (
  SELECT statement.id, (
    SELECT max(stance.confidence || ' ' || side || ' ' || coalesce(target.label, ''))
    FROM stance LEFT JOIN thing target ON target.id = stance.target WHERE stance.statement = statement.id
  ) AS side
  FROM statement WHERE statement.id IN (SELECT statement FROM by_speaker WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
# if stance
  AND statement.id IN (SELECT statement FROM stance WHERE substr(side, 1, instr(side, ' ') - 1) IN (SELECT value FROM json_each(:stance)))
# end if
# if document
  AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
# if from
  AND statement.document IN (SELECT id FROM document WHERE last_day >= (SELECT min(value) FROM json_each(:from)))
# end if
# if until
  AND statement.document IN (SELECT id FROM document WHERE first_day <= (SELECT max(value) FROM json_each(:until)))
# end if
)
SELECT
  issue.preferred AS issue, statement.words, statement.kind,
  coalesce(part(side, 1), '') AS stance, coalesce(part(side, 3), '') AS stance_target, coalesce(part(side, 2), '') AS stance_basis,
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
ORDER BY issue.preferred, issue.id, document.label, statement.id
