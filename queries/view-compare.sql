-- The answer of the query beside it, from the side file.
-- iri: holder target statement
-- decimal: stance_confidence
SELECT DISTINCT
  holder.iri AS holder, target.iri AS target, target.label AS target_label, substr(stance.side, 1, instr(stance.side, ' ') - 1) AS polarity, substr(stance.side, instr(stance.side, ' ') + 1) AS basis,
  stance.confidence AS stance_confidence, statement.iri AS statement
FROM stance
JOIN thing holder ON holder.id = stance.holder
JOIN thing target ON target.id = stance.target AND target.label IS NOT NULL
JOIN statement ON statement.id = stance.statement
WHERE stance.holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:holder))) AND stance.side IS NOT NULL AND stance.confidence IS NOT NULL
ORDER BY 1, 2, 4, 5, 7
