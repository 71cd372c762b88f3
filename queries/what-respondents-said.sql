-- The answer of the query beside it, from the side file.
-- iri: statement speaker_iri document_iri
-- decimal: confidence
WITH found AS (
  SELECT statement.id, (
    SELECT max(stance.confidence || ' ' || side || ' ' || coalesce(target.label, ''))
    FROM stance LEFT JOIN thing target ON target.id = stance.target WHERE stance.statement = statement.id
  ) AS side
# if document
  FROM statement CROSS JOIN described ON described.id = statement.speaker
  JOIN thing speaker ON speaker.id = described.id
# end if
# if not document
  FROM described
  JOIN thing speaker ON speaker.id = described.id
  CROSS JOIN statement ON statement.speaker = described.id
# end if
  WHERE (quantifier IS NOT NULL OR is_named = 'false')
  AND EXISTS (
    SELECT 1 FROM json_each(:role) WHERE instr(lower_case(speaker.label || ' | ' || coalesce(described.members, '')), lower_case(value))
  )
# if issue and not document
  AND statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if issue and document
  AND EXISTS (
    SELECT 1 FROM by_issue WHERE by_issue.statement = statement.id AND issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))
  )
# end if
# if stance
  AND statement.id IN (
    SELECT statement FROM stance WHERE substr(side, 1, instr(side, ' ') - 1) IN (SELECT value FROM json_each(:stance))
  )
# end if
# if document
  AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
)
SELECT
  speaker.label AS speaker, statement.words, statement.issues,
  coalesce(part(side, 1), '') AS stance, coalesce(part(side, 3), '') AS stance_target, coalesce(part(side, 2), '') AS stance_basis,
  document.label AS document, statement.confidence, statement.iri AS statement, speaker.iri AS speaker_iri, document.iri AS document_iri
FROM found JOIN statement USING (id)
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
ORDER BY document.label, statement.id
