-- The answer of the query beside it, from the side file.
-- iri: statement speaker issue
-- decimal: confidence
-- boolean: speaker_named
SELECT
  statement.iri AS statement, statement.kind AS statement_kind, statement.words, statement.confidence, rule.name AS rule,
  speaker.iri AS speaker, speaker.label AS speaker_label, speaker.kind AS speaker_kind, described.is_named AS speaker_named,
  issue.iri AS issue, issue.label AS issue_label,
  document.label AS document_title, section.label AS section_title
FROM (
  SELECT * FROM statement WHERE confidence IS NOT NULL ORDER BY CAST(confidence AS REAL) DESC, iri LIMIT 2000
) statement
JOIN rule ON rule.id = statement.rule
JOIN thing speaker ON speaker.id = statement.speaker AND speaker.label IS NOT NULL AND speaker.kind IS NOT NULL
JOIN thing document ON document.id = statement.document AND document.label IS NOT NULL
JOIN thing section ON section.id = statement.section AND section.label IS NOT NULL
LEFT JOIN described ON described.id = speaker.id
LEFT JOIN about ON about.statement = statement.id
LEFT JOIN thing issue ON issue.id = about.issue
WHERE statement.kind IS NOT NULL AND statement.words IS NOT NULL AND statement.confidence IS NOT NULL
ORDER BY CAST(statement.confidence AS REAL) DESC, statement.iri, issue.iri
