-- The answer of the query beside it, from the side file.
-- iri: statement speaker_iri document_iri
-- decimal: confidence
-- integer: order
SELECT
  statement.iri AS statement, statement.kind, speaker.label AS speaker, speaker.iri AS speaker_iri, speaker.kind AS speaker_kind,
  document.iri AS document_iri, statement.confidence, statement.place AS "order",
  statement.issues, statement.sides
FROM statement
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
WHERE TRUE
# if issue
AND statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if speaker
AND statement.id IN (SELECT statement FROM by_speaker WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
# end if
# if statute
AND statement.id IN (SELECT statement FROM by_statute WHERE statute IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))))
# end if
# if document
AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
# if refers
AND statement.id IN (SELECT statement FROM refers WHERE thing IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:refers))))
# end if
# if text
AND statement.id IN (SELECT rowid FROM said WHERE said MATCH :text_words)
# end if
ORDER BY statement.id
