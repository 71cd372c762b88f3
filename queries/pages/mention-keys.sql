-- The answer of the query beside it, from the side file.
-- iri: mention document_iri
WITH RECURSIVE part (id) AS (
  SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))
  UNION SELECT part_of.part FROM part JOIN part_of ON part_of.whole = part.id
)
SELECT DISTINCT mention.iri AS mention, document.iri AS document_iri
FROM part JOIN mention ON mention.statute = part.id JOIN thing document ON document.id = mention.document
ORDER BY document.id, mention.iri
