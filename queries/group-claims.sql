-- The answer of the query beside it, from the side file.
-- iri: statement speaker_iri document_iri
-- integer: size
WITH size (quantifier, rank) AS (
  VALUES ('all', 1), ('most', 2), ('many', 3), ('several', 4), ('some', 5), ('few', 6), ('one', 7), ('counted', 8), ('none-given', 9)
)
SELECT
  size.quantifier, described.size, described.members, speaker.label AS speaker, statement.words, statement.issues,
  document.label AS document, statement.iri AS statement, speaker.iri AS speaker_iri, document.iri AS document_iri
# if document
FROM statement CROSS JOIN described ON described.id = statement.speaker
JOIN size USING (quantifier)
# end if
# if not document
FROM described
JOIN size USING (quantifier)
CROSS JOIN statement ON statement.speaker = described.id
# end if
JOIN thing speaker ON speaker.id = described.id
JOIN thing document ON document.id = statement.document
WHERE TRUE
# if issue and not document
AND statement.id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if issue and document
AND EXISTS (
  SELECT 1 FROM by_issue WHERE by_issue.statement = statement.id AND issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue)))
)
# end if
# if quantifier
AND size.quantifier IN (SELECT value FROM json_each(:quantifier))
# end if
# if role
AND EXISTS (SELECT 1 FROM json_each(:role) WHERE instr(lower_case(described.members), lower_case(value)))
# end if
# if stance
AND statement.id IN (
  SELECT statement FROM stance WHERE substr(side, 1, instr(side, ' ') - 1) IN (SELECT value FROM json_each(:stance))
)
# end if
# if document
AND statement.document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
ORDER BY size.rank, document.label, statement.id
