-- The answer of the query beside it, from the side file.
-- iri: speaker issue
-- boolean: speaker_named
-- integer: statements agree disagree mixed inferred
SELECT
  speaker.iri AS speaker, speaker.label AS speaker_label, speaker.kind AS speaker_kind, described.is_named AS speaker_named,
  issue.iri AS issue, issue.label AS issue_label, sum(statements) AS statements,
  sum(agree) AS agree, sum(disagree) AS disagree, sum(mixed) AS mixed, sum(inferred) AS inferred
FROM cell
JOIN thing speaker ON speaker.id = cell.speaker AND speaker.label IS NOT NULL AND speaker.kind IS NOT NULL
JOIN thing issue ON issue.id = cell.issue AND issue.label IS NOT NULL
LEFT JOIN described ON described.id = speaker.id
# if issue
WHERE cell.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
GROUP BY cell.speaker, cell.issue
ORDER BY cell.speaker, cell.issue
