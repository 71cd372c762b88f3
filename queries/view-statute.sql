-- The answer of the query beside it, from the side file.
-- iri: statement speaker statute
-- decimal: confidence
WITH RECURSIVE part (statute) AS (
  SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))
  UNION SELECT link.subject FROM link JOIN part ON link.name = 'is_part_of' AND link.object = part.statute
)
SELECT
  statement.iri AS statement, statement.kind AS statement_kind, statement.words, statement.confidence, rule.name AS rule,
  speaker.iri AS speaker, speaker.label AS speaker_label, speaker.kind AS speaker_kind, thing.iri AS statute, thing.label AS statute_label,
  coalesce(mention.act, '') AS act, document.label AS document_title, section.label AS section_title
FROM part
JOIN refers ON refers.thing = part.statute AND NOT refers.is_answer
JOIN thing ON thing.id = part.statute AND thing.label IS NOT NULL
JOIN statement ON statement.id = refers.statement
JOIN rule ON rule.id = statement.rule
JOIN thing speaker ON speaker.id = statement.speaker AND speaker.label IS NOT NULL AND speaker.kind IS NOT NULL
JOIN thing document ON document.id = statement.document AND document.label IS NOT NULL
JOIN thing section ON section.id = statement.section AND section.label IS NOT NULL
LEFT JOIN mention ON mention.statute = part.statute AND mention.statement = statement.id
WHERE statement.kind IS NOT NULL AND statement.words IS NOT NULL AND statement.confidence IS NOT NULL
ORDER BY statement.iri, thing.iri
