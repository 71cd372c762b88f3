-- The answer of the query beside it, from the side file.
-- iri: target_iri
-- integer: agree disagree mixed inferred
SELECT
  target.label AS target,
  count(*) FILTER (WHERE polarity = 'agree') AS agree, count(*) FILTER (WHERE polarity = 'disagree') AS disagree,
  count(*) FILTER (WHERE polarity NOT IN ('agree', 'disagree')) AS mixed, count(*) FILTER (WHERE basis = 'inferred') AS inferred,
  target.iri AS target_iri
FROM stance JOIN thing target ON target.id = stance.target
GROUP BY target.id
ORDER BY count(*) DESC, target.label, target.id
