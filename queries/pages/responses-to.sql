-- The answer of the query beside it, from the side file.
-- iri: statement thing
-- decimal: confidence
WITH asked AS (
  SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:thing))
), answer AS (
  SELECT statement, target AS thing FROM stance WHERE target IN (SELECT id FROM asked)
  UNION SELECT statement, thing FROM refers WHERE is_answer AND thing IN (SELECT id FROM asked)
)
SELECT DISTINCT
  statement.iri AS statement, polarity AS stance, basis AS stance_basis, stance.confidence, thing.iri AS thing
FROM answer JOIN statement ON statement.id = answer.statement JOIN thing ON thing.id = answer.thing
LEFT JOIN stance ON stance.statement = answer.statement AND +stance.target = answer.thing
ORDER BY thing.iri, polarity, statement.id
