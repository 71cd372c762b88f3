-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: statements
WITH found AS (
  SELECT cell.issue, min(coalesce(described.members, speaker.kind, '')) AS kind, sum(cell.statements) AS statements
  FROM cell JOIN thing speaker ON speaker.id = cell.speaker LEFT JOIN described ON described.id = cell.speaker
  GROUP BY cell.issue HAVING count(DISTINCT coalesce(described.members, speaker.kind, '')) = 1
)
SELECT
  issue.preferred AS issue, found.kind, statements, (
    SELECT group_concat(label, ' | ')
    FROM (SELECT DISTINCT label FROM cell JOIN thing ON thing.id = cell.speaker WHERE cell.issue = found.issue)
  ) AS speakers,
  issue.notation AS issue_notation, issue.iri AS issue_iri
FROM found JOIN thing issue ON issue.id = found.issue
# if kind
WHERE EXISTS (SELECT 1 FROM json_each(:kind) WHERE instr(lower_case(found.kind), lower_case(value)))
# end if
ORDER BY found.kind, issue.preferred, issue.id
