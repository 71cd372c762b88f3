-- The answer of the query beside it, from the side file.
-- iri: speaker_iri
-- integer: statements
SELECT speaker.label AS speaker, speaker.kind AS speaker_kind, speaker.iri AS speaker_iri, sum(statements) AS statements
FROM cell JOIN thing speaker ON speaker.id = cell.speaker
WHERE NOT speaker.is_group
# if issue
AND cell.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if kind
AND speaker.kind IN (SELECT value FROM json_each(:kind))
# end if
GROUP BY cell.speaker
ORDER BY 4 DESC, speaker.label, speaker.id
