-- The answer of the query beside it, from the side file.
-- iri: finding statement document_iri
SELECT
  finding.words, iif(class.name = 'Finding', 'finding', 'recommendation') AS kind, finding.number, report.label AS report,
  speaker.label AS speaker, statement.issues, document.label AS document, section.label AS section,
  thing.iri AS finding, statement.iri AS statement, document.iri AS document_iri
FROM finding
JOIN class ON class.thing = finding.id AND class.name IN ('Finding', 'Recommendation')
JOIN thing ON thing.id = finding.id
LEFT JOIN link whole ON whole.name = 'isPartOf' AND whole.subject = finding.id
  AND whole.object IN (SELECT class.thing FROM class WHERE class.name = 'Report')
LEFT JOIN thing report ON report.id = whole.object
LEFT JOIN told ON told.finding = finding.id
LEFT JOIN statement ON statement.id = told.statement
LEFT JOIN thing speaker ON speaker.id = statement.speaker
LEFT JOIN thing document ON document.id = statement.document
LEFT JOIN thing section ON section.id = statement.section
WHERE TRUE
# if report
AND (
  finding.id IN (SELECT subject FROM link WHERE name = 'isPartOf' AND object IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:report))))
  OR finding.id IN (
    SELECT by_report.finding FROM told by_report JOIN statement tells ON tells.id = by_report.statement
    WHERE tells.speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:report)))
  )
)
# end if
# if issue
AND finding.id IN (
  SELECT by_topic.finding FROM told by_topic JOIN by_issue ON by_issue.statement = by_topic.statement
  WHERE by_issue.issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))
)
# end if
# if kind
AND iif(class.name = 'Finding', 'finding', 'recommendation') IN (SELECT value FROM json_each(:kind))
# end if
GROUP BY finding.id, class.name, report.label, statement.id
ORDER BY report.label, document.label, document.id, statement.place, finding.words, finding.id, statement.id
