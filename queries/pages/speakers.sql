-- The answer of the query beside it, from the side file.
-- iri: speaker_iri
-- integer: statements documents
SELECT thing.label AS speaker, thing.kind, sum(statements) AS statements, count(*) AS documents, thing.iri AS speaker_iri
FROM speaker_count JOIN thing ON thing.id = speaker
GROUP BY speaker
ORDER BY 3 DESC, thing.label, thing.id
