-- The answer of the query beside it, from the side file.
-- requires: issue speaker
-- iri: statute_iri
-- integer: statements
SELECT thing.label AS statute, count(DISTINCT refers.statement) AS statements, thing.iri AS statute_iri
FROM refers JOIN thing ON thing.id = refers.thing AND thing.is_statute
WHERE NOT refers.is_answer
# if issue
AND refers.statement IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if speaker
AND refers.statement IN (
  SELECT id FROM statement WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
  UNION SELECT statement FROM spoken_for WHERE body IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
)
# end if
GROUP BY thing.id
ORDER BY 2 DESC, thing.label, thing.id
