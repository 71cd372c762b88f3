-- Statements that hold all words of :words, the best first; then the rows of those shown; then the counts of all that are found.
-- keys
SELECT said.rowid
FROM said JOIN statement ON statement.id = said.rowid
WHERE said MATCH :words
# if speaker_kind
AND statement.speaker IN (SELECT id FROM thing WHERE kind = :speaker_kind)
# end if
# if speaker
AND statement.id IN (SELECT statement FROM by_speaker WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
# end if
# if issue
AND statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if document
AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
# if stance
AND iif(:stance = 'none',
  statement.id NOT IN (SELECT statement FROM stance),
  statement.id IN (SELECT statement FROM stance WHERE polarity = :stance))
# end if
# if since
AND statement.document IN (SELECT id FROM document WHERE date >= substr(:since, 1, length(date)))
# end if
# if until
AND statement.document IN (SELECT id FROM document WHERE substr(date, 1, length(:until)) <= :until)
# end if
ORDER BY said.rank, said.rowid
-- rows
SELECT
  snippet(said, 0, '«', '»', ' … ', 40) AS found, speaker.label AS speaker, speaker.kind AS speaker_kind,
  statement.issues,
  (SELECT group_concat(polarity, ' | ') FROM (SELECT DISTINCT polarity FROM stance WHERE stance.statement = statement.id ORDER BY polarity)) AS stance,
  of_document.label AS document, document.date, statement.words, statement.iri AS statement, speaker.iri AS speaker_iri,
  of_document.iri AS document_iri
FROM json_each(:keys) AS key
JOIN said ON said.rowid = key.value
JOIN statement ON statement.id = said.rowid
JOIN thing speaker ON speaker.id = statement.speaker
JOIN thing of_document ON of_document.id = statement.document
LEFT JOIN document ON document.id = statement.document
WHERE said MATCH :words
ORDER BY key.key
-- counts
SELECT 'speakers', coalesce(speaker.kind, 'of no known kind'), count(*) FROM json_each(:keys) AS key
JOIN statement ON statement.id = key.value JOIN thing speaker ON speaker.id = statement.speaker GROUP BY 2
UNION ALL
SELECT 'sides', coalesce(polarity, 'none'), count(DISTINCT key.value) FROM json_each(:keys) AS key
LEFT JOIN stance ON stance.statement = key.value GROUP BY 2
UNION ALL
SELECT 'issues', notation, count(*) FROM json_each(:keys) AS key
JOIN about ON about.statement = key.value JOIN thing ON thing.id = about.issue GROUP BY 2
UNION ALL
SELECT 'documents', label, count(*) FROM json_each(:keys) AS key
JOIN statement ON statement.id = key.value JOIN thing ON thing.id = statement.document GROUP BY statement.document
ORDER BY 1, 3 DESC, 2
