-- The answer of the query beside it, from the side file.
-- iri: dilemma_iri option_iri
-- integer: agree disagree mixed inferred
SELECT
  choice.label AS dilemma, definition, option_label AS option, count(*) FILTER (WHERE polarity = 'agree') AS agree,
  count(*) FILTER (WHERE polarity = 'disagree') AS disagree, count(*) FILTER (WHERE polarity IN ('mixed', 'unclear')) AS mixed,
  count(*) FILTER (WHERE basis = 'inferred') AS inferred, choice.iri AS dilemma_iri, option_iri
FROM choice LEFT JOIN thing ON thing.iri = option_iri LEFT JOIN stance ON stance.target = thing.id
GROUP BY choice.iri, option_iri
ORDER BY choice.label, choice.iri, option_label, option_iri
