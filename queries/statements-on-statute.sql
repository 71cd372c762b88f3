-- The answer of the query beside it, from the side file.
-- iri: statement statute_iri speaker_iri document_iri
WITH RECURSIVE part (statute) AS (
  SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))
  UNION SELECT link.subject FROM link JOIN part ON link.name = 'is_part_of' AND link.object = part.statute
)
SELECT
  thing.label AS statute, speaker.label AS speaker, speaker.kind AS speaker_kind, statement.kind, statement.words, statement.issues,
  mention.act, document.label AS document, statement.iri AS statement, thing.iri AS statute_iri, speaker.iri AS speaker_iri,
  document.iri AS document_iri
FROM part
JOIN refers ON refers.thing = part.statute AND NOT refers.is_answer
JOIN thing ON thing.id = part.statute
JOIN statement ON statement.id = refers.statement
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing document ON document.id = statement.document
LEFT JOIN mention ON mention.statute = part.statute AND mention.statement = statement.id
ORDER BY thing.label, thing.id, document.label, statement.id
