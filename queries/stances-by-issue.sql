-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: agree disagree mixed inferred
SELECT
  issue.preferred AS issue,
# if not target
  sum(agree) AS agree, sum(disagree) AS disagree, sum(mixed) AS mixed, sum(inferred) AS inferred,
# end if
# if target
  count(*) FILTER (WHERE polarity = 'agree') AS agree, count(*) FILTER (WHERE polarity = 'disagree') AS disagree,
  count(*) FILTER (WHERE polarity NOT IN ('agree', 'disagree')) AS mixed, count(*) FILTER (WHERE basis = 'inferred') AS inferred,
# end if
  issue.notation AS issue_notation, issue.iri AS issue_iri
# if not target
FROM cell JOIN thing issue ON issue.id = cell.issue
# end if
# if target
FROM stance JOIN about USING (statement) JOIN thing issue ON issue.id = about.issue
WHERE stance.target IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:target)))
# end if
GROUP BY issue.id
# if not target
HAVING sum(agree + disagree + mixed) > 0
# end if
ORDER BY issue.preferred, issue.id
