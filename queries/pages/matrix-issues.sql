-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: statements
SELECT issue.iri AS issue_iri, sum(statements) AS statements
FROM cell JOIN thing speaker ON speaker.id = cell.speaker JOIN thing issue ON issue.id = cell.issue
WHERE NOT speaker.is_group
# if issue
AND cell.issue IN (SELECT issue FROM wider WHERE ancestor IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if kind
AND speaker.kind IN (SELECT value FROM json_each(:kind))
# end if
GROUP BY cell.issue
ORDER BY 2 DESC, issue.id
