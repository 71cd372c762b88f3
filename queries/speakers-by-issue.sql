-- The answer of the query beside it, from the side file.
-- iri: speaker_iri issue_iri
-- integer: statements
SELECT
  speaker.label AS speaker, issue.preferred AS issue, sum(statements) AS statements, speaker.iri AS speaker_iri, issue.iri AS issue_iri
FROM cell
JOIN thing speaker ON speaker.id = cell.speaker AND NOT speaker.is_group
JOIN thing issue ON issue.id = cell.issue
# if issue
WHERE cell.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
GROUP BY cell.issue, cell.speaker
ORDER BY speaker.label, issue.preferred, speaker.id, issue.id
