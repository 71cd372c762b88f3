-- The answer of the query beside it, from the side file.
-- iri: speaker issue
-- boolean: speaker_named
-- integer: speaker_statements statements
SELECT
  speaker.iri AS speaker, speaker.label AS speaker_label, speaker.kind AS speaker_kind, described.is_named AS speaker_named,
  (SELECT sum(statements) FROM speaker_count WHERE speaker_count.speaker = speaker.id) AS speaker_statements,
  issue.iri AS issue, issue.label AS issue_label, statement.kind AS statement_kind, count(*) AS statements
FROM statement
JOIN thing speaker ON speaker.id = statement.speaker AND speaker.label IS NOT NULL AND speaker.kind IS NOT NULL
LEFT JOIN about ON about.statement = statement.id
LEFT JOIN thing issue ON issue.id = about.issue
LEFT JOIN described ON described.id = speaker.id
WHERE statement.kind IS NOT NULL
GROUP BY speaker.id, issue.id, statement.kind
ORDER BY speaker.id, issue.id, statement.kind
