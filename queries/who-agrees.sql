-- The answer of the query beside it, from the side file.
-- iri: statement target_iri speaker_iri document_iri
-- decimal: confidence
SELECT
  target.label AS target, substr(stance.side, 1, instr(stance.side, ' ') - 1) AS stance, substr(stance.side, instr(stance.side, ' ') + 1) AS stance_basis,
  speaker.label AS speaker, speaker.kind AS speaker_kind, statement.words, document.label AS document, stance.confidence,
  statement.iri AS statement, target.iri AS target_iri, speaker.iri AS speaker_iri, document.iri AS document_iri
FROM stance
JOIN thing target ON target.id = stance.target
JOIN statement ON statement.id = stance.statement
JOIN thing document ON document.id = statement.document
LEFT JOIN thing speaker ON speaker.id = stance.holder
WHERE stance.target IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:target)))
# if stance
AND substr(stance.side, 1, instr(stance.side, ' ') - 1) IN (SELECT value FROM json_each(:stance))
# end if
# if speaker_kind
AND speaker.kind IN (SELECT value FROM json_each(:speaker_kind))
# end if
# if quantifier
AND stance.holder IN (SELECT id FROM described WHERE quantifier IN (SELECT value FROM json_each(:quantifier)))
# end if
# if role
AND EXISTS (SELECT 1 FROM json_each(:role) WHERE instr(lower_case(speaker.label), lower_case(value)))
# end if
# if speaker
AND (
  stance.holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
  OR stance.holder IN (SELECT subject FROM link WHERE name = 'member' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
  OR stance.statement IN (SELECT statement FROM spoken_for WHERE body IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
)
# end if
# if kind
AND (
  stance.holder IN (SELECT subject FROM link WHERE name = 'classification' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind))))
  OR stance.holder IN (
    SELECT part.subject FROM link part JOIN link kind ON kind.name = 'classification' AND kind.subject = part.object
    WHERE part.name = 'member' AND kind.object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind)))
  )
  OR stance.statement IN (
    SELECT statement FROM spoken_for JOIN link ON name = 'classification' AND subject = body WHERE object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:kind)))
  )
)
# end if
GROUP BY stance.target, stance.side, stance.confidence, stance.holder, stance.statement
ORDER BY target.label, target.id, 2, document.label, statement.id
