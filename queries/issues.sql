-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: statements with_narrower
SELECT
  issue.notation, issue.preferred AS issue, broader.notation AS broader,
  coalesce((SELECT sum(statements) FROM cell WHERE cell.issue = issue.id), 0) AS statements,
  coalesce((SELECT sum(with_narrower) FROM issue_count WHERE issue_count.issue = issue.id), 0) AS with_narrower,
  (SELECT group_concat(text, ' | ') FROM note WHERE note.thing = issue.id AND role = 'altLabel') AS other_names,
  definition.text AS definition, issue.iri AS issue_iri
FROM thing issue
LEFT JOIN next_broader ON next_broader.issue = issue.id
LEFT JOIN thing broader ON broader.id = next_broader.broader AND broader.notation IS NOT NULL
LEFT JOIN note definition ON definition.thing = issue.id AND definition.role = 'definition'
WHERE issue.is_issue AND issue.notation IS NOT NULL AND issue.preferred IS NOT NULL
ORDER BY issue.notation, issue.id
