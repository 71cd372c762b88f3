-- The answer of the query beside it, from the side file.
-- iri: document_iri
-- integer: statements speakers issues
SELECT
  thing.label AS document, key, publisher,
  (SELECT group_concat(text, ' | ') FROM note WHERE thing = document.id AND role = 'author') AS author,
  date, iif(is_read, 'read', 'not read') AS read, statements, speakers, issues,
  (SELECT group_concat(text, ' | ') FROM note WHERE thing = document.id AND role = 'warning') AS warnings,
  rights, thing.iri AS document_iri
FROM document JOIN thing ON thing.id = document.id
WHERE thing.label IS NOT NULL
ORDER BY date, thing.label, thing.id
