-- The answer of the query beside it, from the side file.
-- iri: speaker_iri other_iri
-- integer: shared opposed
-- boolean: inferred
WITH busiest AS MATERIALIZED (
  SELECT holder FROM stance JOIN thing ON thing.id = holder AND NOT thing.is_group WHERE polarity IN ('agree', 'disagree') AND target IS NOT NULL
  GROUP BY holder ORDER BY count(DISTINCT target) DESC, holder LIMIT 50
), own AS MATERIALIZED (
  SELECT DISTINCT holder, target, polarity, basis FROM stance
# if speaker
  WHERE polarity IN ('agree', 'disagree') AND holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
# end if
# if not speaker
  JOIN thing ON thing.id = holder AND NOT thing.is_group WHERE polarity IN ('agree', 'disagree')
# end if
# if not speaker and not other
  AND holder IN busiest
# end if
), other AS MATERIALIZED (
  SELECT DISTINCT holder, target, polarity, basis FROM stance JOIN thing ON thing.id = holder AND NOT thing.is_group
  WHERE polarity IN ('agree', 'disagree') AND target IN (SELECT target FROM own)
# if not speaker and not other
  AND holder IN busiest
# end if
# if other
  AND holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:other)))
# end if
), pair AS MATERIALIZED (
  SELECT own.holder AS speaker, other.holder AS other, own.target, own.polarity = other.polarity AS is_same,
    max(own.basis = 'inferred' OR other.basis = 'inferred') AS inferred
  FROM own JOIN other ON other.target = own.target
  AND other.holder != own.holder
# if not speaker and not other
  AND other.holder > own.holder
# end if
# if side
  WHERE iif(own.polarity = other.polarity, 'shared', 'opposed') IN (SELECT value FROM json_each(:side))
# end if
  GROUP BY 1, 2, 3, 4
), named AS (
  SELECT speaker, other, group_concat(label, ' | ') FILTER (WHERE is_same) AS shared_on,
    group_concat(label, ' | ') FILTER (WHERE NOT is_same) AS opposed_on
  FROM (SELECT DISTINCT speaker, other, is_same, label FROM pair JOIN thing ON thing.id = pair.target) GROUP BY 1, 2
), counted AS (
  SELECT speaker, other, sum(is_same) AS shared, sum(NOT is_same) AS opposed, iif(max(inferred), 'true', 'false') AS inferred
  FROM pair GROUP BY 1, 2
)
SELECT
  speaker.label AS speaker, other.label AS other, shared, opposed, coalesce(shared_on, '') AS shared_on, coalesce(opposed_on, '') AS opposed_on, inferred,
  speaker.iri AS speaker_iri, other.iri AS other_iri
FROM counted LEFT JOIN named USING (speaker, other)
JOIN thing speaker ON speaker.id = counted.speaker JOIN thing other ON other.id = counted.other
ORDER BY opposed DESC, shared DESC, speaker.label, other.label, speaker.id, other.id
