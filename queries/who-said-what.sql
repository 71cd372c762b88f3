-- The answer of the query beside it, from the side file.
-- iri: statement speaker_iri document_iri
-- decimal: confidence
WITH found AS (
  SELECT statement.id, (
    SELECT max(stance.confidence || ' ' || side || ' ' || coalesce(target.label, ''))
    FROM stance LEFT JOIN thing target ON target.id = stance.target WHERE stance.statement = statement.id
  ) AS side
  FROM statement WHERE TRUE
# if issue and not document
  AND statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if issue and document
  AND EXISTS (
    SELECT 1 FROM by_issue WHERE by_issue.statement = statement.id AND issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))
  )
# end if
# if speaker
  AND statement.id IN (SELECT statement FROM by_speaker WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
# end if
# if statute
  AND statement.id IN (SELECT statement FROM by_statute WHERE statute IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))))
# end if
# if kind
  AND statement.id IN (
    SELECT statement FROM by_speaker
    WHERE by_speaker.speaker IN (SELECT subject FROM link WHERE name = 'classification' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind))))
  )
# end if
# if speaker_kind
  AND statement.speaker IN (SELECT id FROM thing WHERE thing.kind IN (SELECT value FROM json_each(:speaker_kind)))
# end if
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
  speaker.label AS speaker, speaker.kind AS speaker_kind, body.label AS on_behalf_of, statement.kind, statement.words,
  statement.issues,
  coalesce(part(side, 1), '') AS stance, coalesce(part(side, 3), '') AS stance_target, coalesce(part(side, 2), '') AS stance_basis,
  document.label AS document, statement.confidence, statement.iri AS statement, speaker.iri AS speaker_iri, document.iri AS document_iri
FROM found JOIN statement USING (id)
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
LEFT JOIN spoken_for ON spoken_for.statement = statement.id
LEFT JOIN thing body ON body.id = spoken_for.body
GROUP BY statement.id, body.label
ORDER BY document.label, statement.id
