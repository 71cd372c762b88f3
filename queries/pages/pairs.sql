-- The answer of the query beside it, from the side file.
-- iri: other_iri
-- integer: shared opposed
-- boolean: inferred
WITH own AS MATERIALIZED (
  SELECT holder, target, polarity, max(basis = 'inferred') AS inferred FROM stance
  WHERE polarity IN ('agree', 'disagree') AND holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
  GROUP BY target, polarity
), pair AS (
  SELECT
    other.holder, other.target, own.polarity = other.polarity AS is_same,
    max(own.inferred OR other.basis = 'inferred') AS inferred
  FROM own JOIN stance other ON other.target = own.target AND other.holder != own.holder AND other.polarity IN ('agree', 'disagree')
  GROUP BY 1, 2, 3
)
SELECT
  label AS other, sum(is_same) AS shared, sum(NOT is_same) AS opposed, iif(max(inferred), 'true', 'false') AS inferred, iri AS other_iri
FROM pair JOIN thing ON thing.id = pair.holder AND NOT thing.is_group
GROUP BY thing.id
ORDER BY 3 DESC, 2 DESC, label, thing.id
