-- The answer of the query beside it, from the side file.
-- iri: term
-- integer: statements
SELECT label, min(text) AS name, class, iri AS term, statements
FROM json_each(:text) CROSS JOIN name JOIN named ON named.id = name.named
WHERE instr(lower, lower_case(value))
GROUP BY named.id
ORDER BY statements DESC, label, iri
