-- The answer of the query beside it, from the side file.
-- iri: mention document_iri
WITH RECURSIVE part (id) AS (
  SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))
  UNION SELECT part_of.part FROM part JOIN part_of ON part_of.whole = part.id
)
SELECT DISTINCT naming.iri AS mention, document.iri AS document_iri
FROM part JOIN naming ON naming.statute = part.id JOIN thing document ON document.id = naming.document
ORDER BY document.id, naming.iri
