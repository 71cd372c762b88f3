-- The answer of the query beside it, from the side file.
-- iri: issue_iri
-- integer: documents_read documents_not_read
SELECT
  preferred AS issue, (SELECT count(*) FROM document WHERE is_read) AS documents_read,
  (SELECT count(*) FROM document WHERE NOT is_read) AS documents_not_read, notation AS issue_notation, iri AS issue_iri
FROM thing
WHERE is_issue AND notation IS NOT NULL AND preferred IS NOT NULL AND id NOT IN (SELECT issue FROM issue_count)
ORDER BY preferred, id
