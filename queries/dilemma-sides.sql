-- The answer of the query beside it, from the side file.
-- iri: option_iri statement speaker_iri document_iri
-- decimal: confidence
SELECT
  dilemma.label AS dilemma, option.label AS option, substr(stance.side, 1, instr(stance.side, ' ') - 1) AS stance, substr(stance.side, instr(stance.side, ' ') + 1) AS stance_basis,
  speaker.label AS speaker, speaker.kind AS speaker_kind, statement.words, document.label AS document, stance.confidence,
  statement.iri AS statement, option.iri AS option_iri, speaker.iri AS speaker_iri, document.iri AS document_iri
FROM link
JOIN thing dilemma ON dilemma.id = link.subject AND dilemma.label IS NOT NULL
JOIN thing option ON option.id = link.object AND option.label IS NOT NULL
LEFT JOIN stance ON stance.target = option.id
LEFT JOIN thing speaker ON speaker.id = stance.holder
LEFT JOIN statement ON statement.id = stance.statement
LEFT JOIN thing document ON document.id = statement.document
WHERE link.name = 'option'
# if dilemma
AND link.object IN (
  SELECT object FROM link own JOIN thing asked ON asked.iri IN (SELECT value FROM json_each(:dilemma))
  WHERE own.name = 'option'
    AND (own.subject = asked.id OR own.subject IN (SELECT subject FROM link WHERE name = 'closeMatch' AND object = asked.id))
)
# end if
# if issue
AND link.subject IN (
  SELECT subject FROM link topic JOIN wider ON wider.issue = topic.object
  WHERE topic.name = 'subject' AND wider.ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))
)
# end if
GROUP BY dilemma.label, option.id, stance.side, stance.confidence, stance.holder, stance.statement
ORDER BY dilemma.label, dilemma.id, option.label, option.id, 3, document.label, statement.id
