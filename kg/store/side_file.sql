-- From what stands about statements in the graph (raw.fact: predicate, subject, object; texts without language) to the side file.
-- Numbers follow the order in which answers are sorted: things by IRI, statements by document and place. So a key's order is
-- the answer's, and equal graphs give equal bytes. Counts are kept by document and summed when they are asked for.

CREATE TABLE raw.known (predicate TEXT, subject TEXT, object TEXT, PRIMARY KEY (predicate, subject, object)) WITHOUT ROWID;
INSERT OR IGNORE INTO raw.known SELECT predicate, subject, object FROM raw.fact ORDER BY 1, 2, 3;
CREATE INDEX raw.known_object ON known (predicate, object);
DROP TABLE raw.fact;

-- ---------------------------------------------------------------- things
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT, preferred TEXT, notation TEXT,
  kind TEXT,  -- of those that speak: person, organisation, group or document
  is_issue INTEGER NOT NULL, is_document INTEGER NOT NULL, is_statute INTEGER NOT NULL, is_group INTEGER NOT NULL
);
INSERT INTO thing
SELECT
  row_number() OVER (ORDER BY iri), iri,
  (SELECT object FROM raw.known WHERE predicate = 'label' AND subject = iri),
  (SELECT object FROM raw.known WHERE predicate = 'prefLabel' AND subject = iri),
  (SELECT object FROM raw.known WHERE predicate = 'notation' AND subject = iri),
  (SELECT CASE object WHEN 'Person' THEN 'person' WHEN 'Organization' THEN 'organisation' WHEN 'Group' THEN 'group' ELSE 'document' END
   FROM raw.known WHERE predicate = 'type' AND subject = iri AND object IN ('Person', 'Organization', 'Group', 'Report')),
  substr(iri, 1, length(:scheme)) = :scheme
    AND EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'type' AND subject = iri AND object = 'Concept'),
  EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'type' AND subject = iri AND object = 'Document'),
  EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'type' AND subject = iri AND object IN ('LegalResource', 'LegalResourceSubdivision')),
  EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'type' AND subject = iri AND object = 'Group')
FROM (
  SELECT object AS iri FROM raw.known
  WHERE predicate IN ('speaker', 'inDocument', 'inSection', 'aboutIssue', 'refersTo', 'respondsTo', 'onBehalfOf', 'member', 'holder',
    'target', 'broader', 'is_part_of', 'respondent', 'option', 'classification')
  UNION SELECT subject FROM raw.known WHERE predicate IN ('broader', 'is_part_of', 'option')
  UNION SELECT subject FROM raw.known WHERE predicate = 'type' AND object IN ('Concept', 'Document', 'Finding', 'Recommendation', 'Report')
);
CREATE UNIQUE INDEX thing_iri ON thing (iri);

-- ---------------------------------------------------------------- statements
CREATE TABLE statement (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL, document INTEGER NOT NULL, speaker INTEGER NOT NULL, kind TEXT,
  confidence TEXT, place INTEGER, words TEXT,
  issues TEXT, sides TEXT,  -- lists, as pages/statement-keys has them
  section INTEGER, rule INTEGER, is_checked INTEGER NOT NULL
);
CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO rule
SELECT row_number() OVER (ORDER BY object), object FROM (SELECT DISTINCT object FROM raw.known WHERE predicate = 'rule');
INSERT INTO statement
SELECT
  row_number() OVER (ORDER BY d.object, s.place, s.subject), s.subject, document.id, speaker.id, s.kind, s.confidence, s.place, s.words, NULL, NULL,
  section.id, rule.id, EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'checks' AND object = s.subject)
FROM (
  SELECT
    subject, object,
    (SELECT CAST(object AS INTEGER) FROM raw.known k WHERE k.predicate = 'order' AND k.subject = said.subject) AS place,
    (SELECT object FROM raw.known k WHERE k.predicate = 'confidence' AND k.subject = said.subject) AS confidence,
    (SELECT object FROM raw.known k WHERE k.predicate = 'words' AND k.subject = said.subject) AS words,
    (SELECT CASE object WHEN 'DirectSpeech' THEN 'direct' WHEN 'IndirectSpeech' THEN 'indirect' ELSE 'finding' END FROM raw.known k
     WHERE k.predicate = 'type' AND k.subject = said.subject AND k.object IN ('DirectSpeech', 'IndirectSpeech', 'ReportedFinding')) AS kind
  FROM raw.known said WHERE predicate = 'speaker'
) s
JOIN raw.known d ON d.predicate = 'inDocument' AND d.subject = s.subject
JOIN thing speaker ON speaker.iri = s.object
JOIN thing document ON document.iri = d.object
LEFT JOIN raw.known i ON i.predicate = 'inSection' AND i.subject = s.subject LEFT JOIN thing section ON section.iri = i.object
LEFT JOIN raw.known r ON r.predicate = 'rule' AND r.subject = s.subject LEFT JOIN rule ON rule.name = r.object;
CREATE INDEX statement_confidence ON statement (CAST(confidence AS REAL));
CREATE INDEX statement_iri ON statement (iri);
CREATE INDEX statement_document ON statement (document);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE VIRTUAL TABLE said USING fts5 (words, content = 'statement', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO said (said) VALUES ('rebuild');
INSERT INTO said (said) VALUES ('optimize');

-- ---------------------------------------------------------------- keys: from what is asked for to statements
CREATE TABLE wider (issue INTEGER, ancestor INTEGER, PRIMARY KEY (issue, ancestor)) WITHOUT ROWID;  -- an issue is its own, too
INSERT INTO wider
WITH RECURSIVE up (issue, ancestor) AS (
  SELECT id, id FROM thing WHERE iri IN (SELECT object FROM raw.known WHERE predicate = 'aboutIssue') OR is_issue
  UNION SELECT issue, thing.id FROM up JOIN thing below ON below.id = up.ancestor
  JOIN raw.known ON predicate = 'broader' AND subject = below.iri JOIN thing ON thing.iri = object
) SELECT issue, ancestor FROM up ORDER BY 1, 2;
CREATE TABLE next_broader (issue INTEGER, broader INTEGER, PRIMARY KEY (issue, broader)) WITHOUT ROWID;
INSERT INTO next_broader
SELECT below.id, above.id FROM raw.known JOIN thing below ON below.iri = subject JOIN thing above ON above.iri = object
WHERE predicate = 'broader' AND below.is_issue ORDER BY 1, 2;
CREATE TABLE about (statement INTEGER, issue INTEGER, PRIMARY KEY (statement, issue)) WITHOUT ROWID;
INSERT INTO about
SELECT statement.id, thing.id FROM statement JOIN raw.known ON predicate = 'aboutIssue' AND subject = statement.iri
JOIN thing ON thing.iri = object ORDER BY 1, 2;
CREATE TABLE by_issue (issue INTEGER, statement INTEGER, PRIMARY KEY (issue, statement)) WITHOUT ROWID;  -- narrower ones too
INSERT INTO by_issue
SELECT DISTINCT ancestor, statement FROM about JOIN wider USING (issue) ORDER BY 1, 2;

CREATE TABLE by_speaker (speaker INTEGER, statement INTEGER, PRIMARY KEY (speaker, statement)) WITHOUT ROWID;  -- or spoken for, or one of a group
INSERT INTO by_speaker
SELECT speaker, id FROM statement
UNION SELECT thing.id, statement.id FROM statement JOIN raw.known ON predicate = 'onBehalfOf' AND subject = statement.iri
  JOIN thing ON thing.iri = object
UNION SELECT member.id, statement.id FROM statement JOIN thing whole ON whole.id = speaker
  JOIN raw.known ON predicate = 'member' AND subject = whole.iri JOIN thing member ON member.iri = object
ORDER BY 1, 2;
CREATE TABLE spoken_for (body INTEGER, statement INTEGER, PRIMARY KEY (body, statement)) WITHOUT ROWID;
INSERT INTO spoken_for
SELECT thing.id, statement.id FROM statement JOIN raw.known ON predicate = 'onBehalfOf' AND subject = statement.iri
JOIN thing ON thing.iri = object ORDER BY 1, 2;
CREATE INDEX spoken_for_statement ON spoken_for (statement);

CREATE TABLE refers (thing INTEGER, statement INTEGER, is_answer INTEGER, PRIMARY KEY (thing, statement, is_answer)) WITHOUT ROWID;
INSERT INTO refers
SELECT thing.id, statement.id, predicate = 'respondsTo' FROM statement
JOIN raw.known ON predicate IN ('refersTo', 'respondsTo') AND subject = statement.iri JOIN thing ON thing.iri = object ORDER BY 1, 2, 3;
CREATE INDEX refers_statement ON refers (statement);
CREATE TABLE by_statute (statute INTEGER, statement INTEGER, PRIMARY KEY (statute, statement)) WITHOUT ROWID;  -- an Act has its sections'
INSERT INTO by_statute
WITH RECURSIVE whole (part, above) AS (
  SELECT DISTINCT thing, thing FROM refers WHERE NOT is_answer
  UNION SELECT part, thing.id FROM whole JOIN thing below ON below.id = whole.above
  JOIN raw.known ON predicate = 'is_part_of' AND subject = below.iri JOIN thing ON thing.iri = object
) SELECT DISTINCT above, statement FROM whole JOIN refers ON thing = part AND NOT is_answer ORDER BY 1, 2;

-- ---------------------------------------------------------------- what is known of things
CREATE TABLE class (name TEXT, thing INTEGER, PRIMARY KEY (name, thing)) WITHOUT ROWID;  -- of those that answers tell apart
INSERT INTO class
SELECT object, id FROM raw.known JOIN thing ON iri = subject
WHERE predicate = 'type' AND object IN ('Organization', 'Report', 'Review', 'Position', 'Finding', 'Recommendation') ORDER BY 1, 2;
CREATE TABLE described (  -- groups, and persons without a name
  id INTEGER PRIMARY KEY, quantifier TEXT, size TEXT, members TEXT, is_named TEXT
);
INSERT INTO described
SELECT
  id, (SELECT substr(object, length(:code) + 1) FROM raw.known WHERE predicate = 'quantifier' AND subject = iri),
  (SELECT object FROM raw.known WHERE predicate = 'groupSize' AND subject = iri),
  (SELECT object FROM raw.known WHERE predicate = 'memberRole' AND subject = iri),
  (SELECT object FROM raw.known WHERE predicate = 'named' AND subject = iri)
FROM thing WHERE iri IN (SELECT subject FROM raw.known WHERE predicate IN ('quantifier', 'groupSize', 'memberRole', 'named')) ORDER BY id;
CREATE TABLE link (name TEXT, subject INTEGER, object INTEGER, PRIMARY KEY (name, subject, object)) WITHOUT ROWID;
INSERT INTO link
SELECT predicate, s.id, o.id FROM raw.known JOIN thing s ON s.iri = subject JOIN thing o ON o.iri = object
WHERE predicate IN ('member', 'classification', 'option', 'subject', 'is_part_of', 'closeMatch')
  OR (predicate = 'isPartOf' AND subject IN (SELECT subject FROM raw.known WHERE predicate = 'type' AND object IN ('Finding', 'Recommendation')))
ORDER BY 1, 2, 3;
CREATE INDEX link_object ON link (name, object);
CREATE TABLE responded (body INTEGER, document INTEGER);  -- once for each response
INSERT INTO responded
SELECT body.id, document.id FROM raw.known r JOIN thing body ON body.iri = r.object
LEFT JOIN raw.known d ON d.predicate = 'inDocument' AND d.subject = r.subject LEFT JOIN thing document ON document.iri = d.object
WHERE r.predicate = 'respondent' ORDER BY 1, 2;
CREATE TABLE finding (id INTEGER PRIMARY KEY, words TEXT, number TEXT);
INSERT INTO finding
SELECT
  id, coalesce((SELECT object FROM raw.known WHERE predicate = 'words' AND subject = iri), label),
  (SELECT object FROM raw.known WHERE predicate = 'number' AND subject = iri)
FROM thing WHERE id IN (SELECT thing FROM class WHERE name IN ('Finding', 'Recommendation')) ORDER BY id;
CREATE TABLE told (finding INTEGER, statement INTEGER, PRIMARY KEY (finding, statement)) WITHOUT ROWID;
INSERT INTO told
SELECT finding.id, statement.id FROM finding JOIN thing USING (id)
JOIN raw.known ON predicate = 'wasDerivedFrom' AND subject = thing.iri JOIN statement ON statement.iri = object ORDER BY 1, 2;
CREATE INDEX told_statement ON told (statement);
CREATE TABLE mention (  -- of several in one statement the one that names the Act counts
  statute INTEGER, statement INTEGER, act TEXT, PRIMARY KEY (statute, statement)
) WITHOUT ROWID;
INSERT INTO mention
SELECT statute.id, statement.id, max(iif(flag.object IN ('true', '1'), 'inferred', 'named'))
FROM raw.known r
JOIN raw.known o ON o.predicate = 'ofStatement' AND o.subject = r.subject
JOIN thing statute ON statute.iri = r.object
JOIN statement ON statement.iri = o.object
LEFT JOIN raw.known flag ON flag.predicate = 'actInferred' AND flag.subject = r.subject
WHERE r.predicate = 'refersTo' GROUP BY 1, 2 ORDER BY 1, 2;

-- ---------------------------------------------------------------- sides
CREATE TABLE stance (
  id INTEGER PRIMARY KEY, statement INTEGER, holder INTEGER, target INTEGER, polarity TEXT, basis TEXT, side TEXT, confidence TEXT
);
INSERT INTO stance
SELECT
  row_number() OVER (ORDER BY p.subject), statement.id,
  (SELECT id FROM raw.known JOIN thing ON iri = object WHERE predicate = 'holder' AND subject = p.subject),
  (SELECT id FROM raw.known JOIN thing ON iri = object WHERE predicate = 'target' AND subject = p.subject),
  substr(p.object, length(:code) + 1), substr(b.object, length(:code) + 1), polarity.object || ' ' || basis.object,
  (SELECT object FROM raw.known WHERE predicate = 'confidence' AND subject = p.subject)
FROM raw.known p
JOIN raw.known b ON b.predicate = 'basis' AND b.subject = p.subject
JOIN raw.known f ON f.predicate = 'wasDerivedFrom' AND f.subject = p.subject
JOIN statement ON statement.iri = f.object
LEFT JOIN raw.known polarity ON polarity.predicate = 'notation' AND polarity.subject = p.object
LEFT JOIN raw.known basis ON basis.predicate = 'notation' AND basis.subject = b.object
WHERE p.predicate = 'polarity';
CREATE INDEX stance_statement ON stance (statement);
CREATE INDEX stance_target ON stance (target);
CREATE INDEX stance_holder ON stance (holder);
UPDATE statement SET
  issues = (SELECT group_concat(notation, ' | ') FROM (
    SELECT notation FROM about JOIN thing ON thing.id = about.issue WHERE about.statement = statement.id ORDER BY notation
  )),
  sides = (SELECT group_concat(side, ' | ') FROM (
    SELECT DISTINCT side FROM stance WHERE stance.statement = statement.id AND side IS NOT NULL ORDER BY side
  ));

-- ---------------------------------------------------------------- what pages filter by, packed by kg.store.packed
CREATE VIEW statement_key AS
SELECT
  statement.kind, speaker.label AS speaker, speaker.iri AS speaker_iri, speaker.kind AS speaker_kind,
  document.iri AS document_iri, statement.confidence, statement.issues, statement.sides
FROM statement JOIN thing speaker ON speaker.id = statement.speaker JOIN thing document ON document.id = statement.document
ORDER BY statement.id;
CREATE TABLE packed (name TEXT PRIMARY KEY, width INTEGER NOT NULL, numbers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE packed_text (name TEXT, place INTEGER, text TEXT NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;

-- ---------------------------------------------------------------- counts, by document
CREATE TABLE cell (
  document INTEGER, speaker INTEGER, issue INTEGER, statements INTEGER, agree INTEGER, disagree INTEGER, mixed INTEGER, inferred INTEGER,
  PRIMARY KEY (issue, speaker, document)
) WITHOUT ROWID;
INSERT INTO cell
SELECT
  document, speaker, issue, count(DISTINCT statement.id), count(stance.id) FILTER (WHERE polarity = 'agree'),
  count(stance.id) FILTER (WHERE polarity = 'disagree'), count(stance.id) FILTER (WHERE polarity NOT IN ('agree', 'disagree')),
  count(stance.id) FILTER (WHERE basis = 'inferred')
FROM about JOIN statement ON statement.id = about.statement LEFT JOIN stance ON stance.statement = statement.id
GROUP BY issue, speaker, document ORDER BY issue, speaker, document;

CREATE TABLE issue_count (document INTEGER, issue INTEGER, with_narrower INTEGER, PRIMARY KEY (issue, document)) WITHOUT ROWID;
INSERT INTO issue_count
SELECT document, issue, count(*) FROM by_issue JOIN statement ON statement.id = by_issue.statement
GROUP BY issue, document ORDER BY issue, document;
CREATE TABLE speaker_count (document INTEGER, speaker INTEGER, statements INTEGER, PRIMARY KEY (speaker, document)) WITHOUT ROWID;
INSERT INTO speaker_count
SELECT document, speaker, count(*) FROM statement GROUP BY speaker, document ORDER BY speaker, document;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, key TEXT, publisher TEXT, date TEXT, rights TEXT, is_read INTEGER, is_foreign INTEGER, statements INTEGER, speakers INTEGER,
  issues INTEGER, first_day TEXT, last_day TEXT  -- of what is known of its date
);
INSERT INTO document
SELECT
  id, (SELECT object FROM raw.known WHERE predicate = 'identifier' AND subject = iri),
  (SELECT l.object FROM raw.known p JOIN raw.known l ON l.predicate = 'label' AND l.subject = p.object
   WHERE p.predicate = 'publisher' AND p.subject = iri),
  substr((SELECT object FROM raw.known WHERE predicate = 'issued' AND subject = iri), 1,
    CASE (SELECT object FROM raw.known WHERE predicate = 'datePrecision' AND subject = iri)
      WHEN :code || 'year' THEN 4 WHEN :code || 'month' THEN 7 ELSE 10 END),
  (SELECT object FROM raw.known WHERE predicate = 'rights' AND subject = iri),
  EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'specializationOf' AND object = iri),
  EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'language' AND subject = iri)  -- and none of them is English
    AND NOT EXISTS (SELECT 1 FROM raw.known WHERE predicate = 'language' AND subject = iri AND object = 'en'),
  (SELECT count(*) FROM statement WHERE document = thing.id),
  (SELECT count(DISTINCT speaker) FROM statement WHERE document = thing.id),
  (SELECT count(DISTINCT issue) FROM statement JOIN about ON statement = statement.id WHERE document = thing.id),
  (SELECT object FROM raw.known WHERE predicate = 'issued' AND subject = iri),
  (SELECT CASE p.object WHEN :code || 'year' THEN substr(i.object, 1, 4) || '-12-31' WHEN :code || 'month' THEN substr(i.object, 1, 7) || '-31'
     ELSE i.object END
   FROM raw.known i JOIN raw.known p ON p.predicate = 'datePrecision' AND p.subject = i.subject WHERE i.predicate = 'issued' AND i.subject = iri)
FROM thing WHERE is_document ORDER BY id;
CREATE TABLE note (thing INTEGER, role TEXT, text TEXT, PRIMARY KEY (thing, role, text)) WITHOUT ROWID;  -- what a thing may have several of
INSERT INTO note
SELECT id, 'author', l.object FROM thing JOIN raw.known c ON c.predicate = 'creator' AND c.subject = iri
JOIN raw.known l ON l.predicate = 'label' AND l.subject = c.object WHERE is_document
UNION SELECT id, predicate, object FROM thing JOIN raw.known ON predicate = 'warning' AND subject = iri WHERE is_document
UNION SELECT id, predicate, object FROM thing JOIN raw.known ON predicate IN ('altLabel', 'definition') AND subject = iri WHERE is_issue
ORDER BY 1, 2, 3;

-- ---------------------------------------------------------------- names, dilemmas, mentions of statutes
CREATE TABLE named (id INTEGER PRIMARY KEY, iri TEXT, class TEXT, label TEXT, statements INTEGER NOT NULL);  -- a row for each class and label
INSERT INTO named
WITH touched AS (
  SELECT speaker AS thing, id AS statement FROM statement UNION SELECT document, id FROM statement
  UNION SELECT issue, statement FROM about UNION SELECT thing, statement FROM refers
), counted AS (
  SELECT iri, count(*) AS statements FROM touched JOIN thing ON thing.id = touched.thing GROUP BY thing.id
)
SELECT row_number() OVER (ORDER BY subject, class, label), subject, class, label, coalesce(statements, 0)
FROM (
  SELECT DISTINCT
    t.subject, l.object AS label, CASE t.object
      WHEN 'Concept' THEN 'issue' WHEN 'Person' THEN 'person' WHEN 'Organization' THEN 'organisation' WHEN 'Group' THEN 'group'
      WHEN 'Document' THEN 'document' WHEN 'Report' THEN 'report' WHEN 'LegalResource' THEN 'statute'
      WHEN 'LegalResourceSubdivision' THEN 'statute' WHEN 'Dilemma' THEN 'dilemma' WHEN 'Finding' THEN 'finding'
      WHEN 'Recommendation' THEN 'finding' WHEN 'Question' THEN 'question' END AS class
  FROM raw.known t JOIN raw.known l ON l.predicate = 'label' AND l.subject = t.subject
  WHERE t.predicate = 'type' AND (t.object != 'Concept' OR substr(t.subject, 1, length(:scheme)) = :scheme)
) LEFT JOIN counted ON counted.iri = subject
WHERE class IS NOT NULL;
CREATE TABLE name (named INTEGER, text TEXT, lower TEXT, PRIMARY KEY (named, text)) WITHOUT ROWID;
INSERT INTO name
SELECT DISTINCT id, object, lower_case(object) FROM named JOIN raw.known
ON subject = iri AND predicate IN ('label', 'altLabel', 'prefLabel', 'shortName', 'notation') ORDER BY 1, 2;
CREATE TABLE choice (iri TEXT, label TEXT, definition TEXT, option_iri TEXT, option_label TEXT, PRIMARY KEY (iri, option_iri)) WITHOUT ROWID;
INSERT INTO choice
SELECT
  o.subject, (SELECT object FROM raw.known WHERE predicate = 'label' AND subject = o.subject),
  (SELECT object FROM raw.known WHERE predicate = 'definition' AND subject = o.subject),
  o.object, (SELECT object FROM raw.known WHERE predicate = 'label' AND subject = o.object)
FROM raw.known o JOIN raw.known t ON t.predicate = 'type' AND t.subject = o.subject AND t.object = 'Dilemma'
WHERE o.predicate = 'option' ORDER BY 1, 4;
CREATE INDEX cell_speaker ON cell (speaker);
CREATE TABLE taken (  -- sides for or against, of those that are no groups
  target INTEGER, holder INTEGER, is_for INTEGER, is_inferred INTEGER NOT NULL, PRIMARY KEY (target, holder, is_for)
) WITHOUT ROWID;
INSERT INTO taken
SELECT target, holder, polarity = 'agree', max(basis = 'inferred') FROM stance JOIN thing ON thing.id = holder AND NOT is_group
WHERE polarity IN ('agree', 'disagree') AND target IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
CREATE TABLE naming (statute INTEGER, document INTEGER, iri TEXT, PRIMARY KEY (statute, document, iri)) WITHOUT ROWID;
INSERT INTO naming
SELECT DISTINCT statute.id, document.id, p.subject FROM raw.known p
JOIN raw.known r ON r.predicate = 'refersTo' AND r.subject = p.subject JOIN thing statute ON statute.iri = r.object
JOIN raw.known d ON d.predicate = 'inDocument' AND d.subject = p.subject JOIN thing document ON document.iri = d.object
WHERE p.predicate = 'passage' ORDER BY 1, 2, 3;
CREATE TABLE figure (iri TEXT, document INTEGER NOT NULL, statement INTEGER);
INSERT INTO figure
SELECT DISTINCT t.subject, document.id, statement.id FROM raw.known t
JOIN raw.known d ON d.predicate = 'inDocument' AND d.subject = t.subject JOIN thing document ON document.iri = d.object
LEFT JOIN raw.known o ON o.predicate = 'ofStatement' AND o.subject = t.subject LEFT JOIN statement ON statement.iri = o.object
WHERE t.predicate = 'type' AND t.object = 'Figure' ORDER BY 2, 3, 1;
CREATE TABLE part_of (whole INTEGER, part INTEGER, PRIMARY KEY (whole, part)) WITHOUT ROWID;
INSERT INTO part_of
SELECT whole.id, part.id FROM raw.known JOIN thing part ON part.iri = subject JOIN thing whole ON whole.iri = object
WHERE predicate = 'is_part_of' ORDER BY 1, 2;

-- ---------------------------------------------------------------- whether one row for each thing is the truth
-- A graph that says two things where one is meant (two speakers of one statement, say) is answered by the store alone.
CREATE TABLE fault AS
SELECT predicate, subject FROM raw.known
WHERE predicate IN ('speaker', 'words', 'confidence', 'order', 'polarity', 'basis', 'holder', 'target',
  'identifier', 'publisher', 'issued', 'datePrecision', 'rights', 'quantifier', 'groupSize', 'memberRole', 'named', 'number')
GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known JOIN statement ON iri = subject WHERE predicate IN ('rule', 'inSection') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known WHERE predicate = 'type' AND object = 'Statement' AND subject NOT IN (SELECT iri FROM statement)
UNION SELECT predicate, iri FROM raw.known JOIN thing ON iri = subject
  WHERE predicate = 'type' AND object IN ('Finding', 'Recommendation') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT 'type', iri FROM statement WHERE iri NOT IN (SELECT subject FROM raw.known WHERE predicate = 'type' AND object = 'Statement')
UNION SELECT predicate, subject FROM raw.known WHERE predicate = 'polarity' AND subject NOT IN (
  SELECT subject FROM raw.known JOIN statement ON iri = object WHERE predicate = 'wasDerivedFrom'
)
UNION SELECT predicate, subject FROM raw.known WHERE predicate = 'target' AND subject NOT IN (SELECT subject FROM raw.known WHERE predicate = 'polarity')
UNION SELECT predicate, subject FROM raw.known JOIN statement ON iri = subject WHERE predicate = 'inDocument' GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known JOIN thing ON iri = subject WHERE predicate IN ('label', 'prefLabel', 'notation') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known JOIN thing ON iri = subject
  WHERE predicate = 'type' AND object IN ('Person', 'Organization', 'Group', 'Report') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known
  WHERE predicate = 'type' AND object IN ('DirectSpeech', 'IndirectSpeech', 'ReportedFinding') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT d.predicate, d.subject FROM raw.known p JOIN raw.known d ON d.predicate = 'wasDerivedFrom' AND d.subject = p.subject
  WHERE p.predicate = 'polarity' GROUP BY p.predicate, p.subject HAVING count(*) > 1
UNION SELECT p.predicate, p.subject FROM raw.known p LEFT JOIN raw.known b ON b.predicate = 'basis' AND b.subject = p.subject
  WHERE p.predicate = 'polarity' AND b.object IS NULL
UNION SELECT p.predicate, p.subject FROM raw.known p LEFT JOIN raw.known b ON b.predicate = 'polarity' AND b.subject = p.subject
  WHERE p.predicate = 'basis' AND b.object IS NULL
UNION SELECT p.predicate, p.subject FROM raw.known p JOIN raw.known l ON l.predicate = 'label' AND l.subject = p.object
  WHERE p.predicate IN ('publisher') GROUP BY p.predicate, p.subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM (SELECT iri FROM choice UNION SELECT option_iri FROM choice) JOIN raw.known ON subject = iri
  AND predicate IN ('label', 'definition') GROUP BY predicate, subject HAVING count(*) > 1
UNION SELECT predicate, subject FROM raw.known WHERE substr(subject, 1, 2) = '_:' OR (predicate = 'speaker' AND substr(object, 1, 2) = '_:')
UNION SELECT predicate, subject FROM raw.known WHERE predicate IN ('aboutIssue', 'speaker') AND subject NOT IN (SELECT iri FROM statement)
ORDER BY 1, 2;
