-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: agree disagree inferred speakers
SELECT
  issue.preferred AS issue, count(*) FILTER (WHERE polarity = 'agree') AS agree, count(*) FILTER (WHERE polarity = 'disagree') AS disagree,
  count(*) FILTER (WHERE basis = 'inferred') AS inferred, count(DISTINCT holder) AS speakers,
  issue.notation AS issue_notation, issue.iri AS issue_iri
FROM stance JOIN about USING (statement) JOIN thing issue ON issue.id = about.issue
WHERE polarity IN ('agree', 'disagree') AND holder IS NOT NULL
GROUP BY issue.id
HAVING agree > 0 AND disagree > 0
ORDER BY min(agree, disagree) DESC, agree + disagree DESC, issue.preferred, issue.id
