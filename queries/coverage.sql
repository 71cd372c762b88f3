-- The answer of the query beside it, from the side file.
-- iri: issue_iri document_iri
-- integer: statements
WITH issue AS MATERIALIZED (
  SELECT * FROM thing WHERE is_issue AND notation IS NOT NULL AND preferred IS NOT NULL
)
SELECT
  of_document.label AS document, issue.preferred AS issue, coalesce(with_narrower, 0) AS statements,
  CASE WHEN with_narrower IS NOT NULL THEN 'found' WHEN NOT is_read THEN 'not read' WHEN is_foreign THEN 'another language'
    ELSE 'read, nothing found' END AS status,
  issue.notation AS issue_notation, issue.iri AS issue_iri, of_document.iri AS document_iri
FROM document JOIN thing of_document ON of_document.id = document.id AND of_document.label IS NOT NULL
CROSS JOIN issue
LEFT JOIN issue_count ON issue_count.issue = issue.id AND issue_count.document = document.id
WHERE TRUE
# if issue
AND issue.iri IN (SELECT value FROM json_each(:issue))
# end if
# if document
AND of_document.iri IN (SELECT value FROM json_each(:document))
# end if
ORDER BY of_document.label, of_document.id, issue.preferred, issue.id
