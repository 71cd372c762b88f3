-- The answer of the query beside it, from the side file.
-- requires: speaker
-- iri: speaker_iri other_iri
-- integer: shared opposed
-- boolean: inferred
WITH own AS (
  SELECT DISTINCT holder, target, polarity, basis FROM stance
  WHERE polarity IN ('agree', 'disagree') AND holder IN (SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:speaker)))
), other AS (
  SELECT DISTINCT holder, target, polarity, basis FROM stance JOIN thing ON thing.id = holder AND NOT thing.is_group
  WHERE polarity IN ('agree', 'disagree') AND target IN (SELECT target FROM own)
), pair AS (
  SELECT own.holder AS speaker, other.holder AS other, own.target, own.polarity = other.polarity AS is_same,
    max(own.basis = 'inferred' OR other.basis = 'inferred') AS inferred
  FROM own JOIN other ON other.target = own.target AND other.holder != own.holder GROUP BY 1, 2, 3, 4
)
SELECT
  speaker.label AS speaker, other.label AS other, sum(is_same) AS shared, sum(NOT is_same) AS opposed,
  (SELECT group_concat(label, ' | ') FROM (SELECT DISTINCT label FROM pair p JOIN thing ON thing.id = p.target
    WHERE p.speaker = pair.speaker AND p.other = pair.other AND p.is_same)) AS shared_on,
  (SELECT group_concat(label, ' | ') FROM (SELECT DISTINCT label FROM pair p JOIN thing ON thing.id = p.target
    WHERE p.speaker = pair.speaker AND p.other = pair.other AND NOT p.is_same)) AS opposed_on,
  iif(max(inferred), 'true', 'false') AS inferred, speaker.iri AS speaker_iri, other.iri AS other_iri
FROM pair JOIN thing speaker ON speaker.id = pair.speaker JOIN thing other ON other.id = pair.other
GROUP BY pair.speaker, pair.other
ORDER BY 4 DESC, 3 DESC, speaker.label, other.label, speaker.id, other.id
