-- The answer of the query beside it, from the side file.
-- iri: speaker_iri issue_iri
-- integer: statements agree disagree mixed inferred
SELECT
  speaker.label AS speaker, speaker.kind AS speaker_kind, speaker.iri AS speaker_iri, issue.label AS issue, issue.iri AS issue_iri,
  sum(statements) AS statements, sum(agree) AS agree, sum(disagree) AS disagree, sum(mixed) AS mixed, sum(inferred) AS inferred
FROM cell JOIN thing speaker ON speaker.id = cell.speaker JOIN thing issue ON issue.id = cell.issue
# if speaker
WHERE cell.speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
# end if
GROUP BY cell.issue, cell.speaker
ORDER BY speaker.label, speaker.id, issue.label, issue.id
