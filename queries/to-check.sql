-- The answer of the query beside it, from the side file.
-- iri: statement document_iri
-- decimal: confidence
SELECT
  confidence, speaker.label AS speaker, statement.kind, words, rule.name AS rule, document.label AS document, statement.iri AS statement,
  document.iri AS document_iri
FROM statement
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
LEFT JOIN rule ON rule.id = statement.rule
WHERE NOT is_checked AND CAST(confidence AS REAL) < (SELECT max(CAST(value AS REAL)) FROM json_each(:below))
# if document
AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
ORDER BY CAST(confidence AS REAL), document.label, statement.id
