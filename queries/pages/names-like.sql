-- The answer of the query beside it, from the side file.
-- iri: term
-- integer: statements
WITH asked AS MATERIALIZED (
  SELECT lower_case(value) AS wanted FROM json_each(:text)
)
SELECT label, min(text) AS name, class, iri AS term, statements
FROM asked CROSS JOIN name JOIN named ON named.id = name.named
WHERE instr(lower, wanted)
GROUP BY named.id
ORDER BY statements DESC, label, iri
