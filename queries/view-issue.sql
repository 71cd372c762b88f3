-- The answer of the query beside it, from the side file.
-- iri: statement speaker issue
-- decimal: confidence
SELECT
  statement.iri AS statement, statement.kind AS statement_kind, statement.words, statement.confidence, rule.name AS rule,
  speaker.iri AS speaker, speaker.label AS speaker_label, speaker.kind AS speaker_kind, issue.iri AS issue, issue.label AS issue_label,
  document.label AS document_title, section.label AS section_title
FROM (SELECT DISTINCT statement FROM by_issue WHERE by_issue.issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))) found
CROSS JOIN statement ON statement.id = found.statement
CROSS JOIN about ON about.statement = statement.id AND about.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
JOIN thing issue ON issue.id = about.issue AND issue.label IS NOT NULL
JOIN rule ON rule.id = statement.rule
JOIN thing speaker ON speaker.id = statement.speaker AND speaker.label IS NOT NULL AND speaker.kind IS NOT NULL
JOIN thing document ON document.id = statement.document AND document.label IS NOT NULL
JOIN thing section ON section.id = statement.section AND section.label IS NOT NULL
WHERE statement.kind IS NOT NULL AND statement.words IS NOT NULL AND statement.confidence IS NOT NULL
ORDER BY statement.iri, issue.iri
