-- The answer of the query beside it, from the side file.
-- iri: option holder statement
-- decimal: stance_confidence confidence
WITH option AS (
  SELECT thing.id, thing.iri, thing.label FROM link JOIN thing ON thing.id = link.object AND thing.label IS NOT NULL
  WHERE link.name = 'option' AND link.subject IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:dilemma)))
)
SELECT
  option.iri AS option, option.label AS option_label, NULL AS holder, NULL AS holder_label, NULL AS holder_kind, NULL AS polarity, NULL AS basis,
  NULL AS stance_confidence, NULL AS statement, NULL AS statement_kind, NULL AS words, NULL AS confidence, NULL AS rule,
  NULL AS document_title, NULL AS section_title
FROM option JOIN class ON class.name = 'Position' AND class.thing = option.id
UNION
SELECT
  option.iri, option.label, holder.iri, holder.label, holder.kind, substr(stance.side, 1, instr(stance.side, ' ') - 1), substr(stance.side, instr(stance.side, ' ') + 1), stance.confidence,
  statement.iri, statement.kind, statement.words, statement.confidence, rule.name, document.label, section.label
FROM option
JOIN stance ON stance.target = option.id AND stance.side IS NOT NULL AND stance.confidence IS NOT NULL
JOIN thing holder ON holder.id = stance.holder AND holder.label IS NOT NULL AND holder.kind IS NOT NULL
JOIN statement ON statement.id = stance.statement
JOIN rule ON rule.id = statement.rule
JOIN thing document ON document.id = statement.document AND document.label IS NOT NULL
JOIN thing section ON section.id = statement.section AND section.label IS NOT NULL
WHERE statement.kind IS NOT NULL AND statement.words IS NOT NULL AND statement.confidence IS NOT NULL
ORDER BY 1, 3, 6, 7, 9
