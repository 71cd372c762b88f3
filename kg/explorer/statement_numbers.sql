-- Numbers of the statements that pages/statement-keys gives, in its order, from the side file. It takes the same parameters.
SELECT id FROM statement
WHERE TRUE
# if issue
AND id IN (SELECT statement FROM by_issue WHERE issue IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:issue))))
# end if
# if speaker
AND id IN (SELECT statement FROM by_speaker WHERE speaker IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker))))
# end if
# if statute
AND id IN (SELECT statement FROM by_statute WHERE statute IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:statute))))
# end if
# if document
AND document IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:document)))
# end if
# if refers
AND id IN (SELECT statement FROM refers WHERE thing IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:refers))))
# end if
# if text
AND id IN (SELECT rowid FROM said WHERE said MATCH :text_words)
# end if
ORDER BY id
