-- The answer of the query beside it, from the side file.
-- iri: other_iri
-- integer: shared opposed
-- boolean: inferred
WITH own AS MATERIALIZED (
  SELECT holder, target, polarity = 'agree' AS is_for, max(basis = 'inferred') AS is_inferred FROM stance
  WHERE polarity IN ('agree', 'disagree') AND holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
  GROUP BY 1, 2, 3
), pair AS (
  SELECT
    taken.holder, taken.target, own.is_for = taken.is_for AS is_same, max(own.is_inferred OR taken.is_inferred) AS is_inferred
  FROM own JOIN taken ON taken.target = own.target AND taken.holder != own.holder
  GROUP BY 1, 2, 3
)
SELECT
  label AS other, sum(is_same) AS shared, sum(NOT is_same) AS opposed, iif(max(is_inferred), 'true', 'false') AS inferred, iri AS other_iri
FROM pair JOIN thing ON thing.id = pair.holder
GROUP BY thing.id
ORDER BY 3 DESC, 2 DESC, label, thing.id
