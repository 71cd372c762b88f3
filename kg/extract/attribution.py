"""A document -> who said which words: drafts of statements from quotations, clauses and layout, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.clauses import ClauseReader, Found
from kg.extract.cues import Cues, read_cues
from kg.extract.drafts import Draft, overlap
from kg.extract.layout import LeadIn, LeadInReader
from kg.extract.mentions import SpeakerTest, SpeakerWords, proper_words, read_speaker_words
from kg.extract.parsing import parse
from kg.extract.passages import Passage, cut_into_units, passages_of
from kg.extract.quotes import SCARE_WORDS, Quotation
from kg.extract.speakers import SpeakerResolver
from kg.extract.transcripts import turns_of
from kg.extract.units import Unit
from kg.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind, Document, Span, Speaker, SpeakerKind, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_EDGE = " \t,;:.–—-\u200b"
_NAME_AND_COLON = re.compile(r"\W*([^:.!?]{2,90}):\W*(?:\d{1,3})?\s*$")
_LAST_LINE = re.compile(r"(?<=[.!?”\"’…)])\s*[-–—]?\s+((?:[A-Z][^.!?:;“”\"]{2,90}))\.?$")
_DASHED_LINE = re.compile(r"\s>?\s*(?:--+|[—–])\s*([A-Z][^.!?:;“”\"]{1,90})$")
_STORY = re.compile(r"As an? ([a-z][\w ]{2,40}), I (?:need|want|would)\b")
_ANSWERED = re.compile(r"\b(?:this|these) recommendations? (?:is|are|was|were|has been|have been) (?:\w+ )?(?:accepted|rejected|agreed|supported|noted)\b", re.I)
_SHOULD = re.compile(r"\b(?:should|must)\b")
_BODY_SHOULD = re.compile(r"(?:[A-Z][^,]{3,90}, )?[Tt]he (?:[A-Z][\w’'-]+ ){1,5}(?:should|must)\b")
_FEWEST_NUMBERED = 3  # numbered paragraphs that make a text a report
_FINDING_VERBS = frozenset({"find", "conclude", "recommend", "show"})
_FEWEST_WORDS = 2
_FEWEST_RESPONSES = 5  # mentions of respondents or responses, from which on a text is about them


@dataclass(frozen=True)
class _Language:
    """What the lexicon gives, made once."""

    cues: Cues
    words: SpeakerWords
    abbreviations: frozenset[str]


@lru_cache(maxsize=4)
def _language(lexicon: Lexicon) -> _Language:
    return _Language(read_cues(lexicon), read_speaker_words(lexicon), frozenset(lexicon.words("sentences", "abbreviations")))


def attribute(document: Document, knowledge: Knowledge, *, model: str) -> list[Draft]:
    """All attributed statements of a document."""
    return Attribution(document, knowledge, model).run()


class Attribution:
    """One document's reading; keeps the place, the last quotation's speaker and the lead-in at hand."""

    def __init__(self, document: Document, knowledge: Knowledge, model: str) -> None:
        self._document = document
        self._language = _language(knowledge.lexicon)
        self._passages = passages_of(document)
        self._test = SpeakerTest(self._language.words, self._language.cues, proper_words(p.text for p in self._passages))
        self._reader = ClauseReader(self._language.cues, self._test)
        heads = [document.text[b.span.start : b.span.end] for b in document.blocks if b.furniture == "running head"]
        self.resolver = SpeakerResolver(document, [p.text for p in self._passages], knowledge, heads=heads)
        cut_into_units(self._passages, self.resolver, self._language.abbreviations)
        frames = [unit.frame for passage in self._passages for unit in passage.units]
        parses = parse(frames, model=model)
        for passage in self._passages:
            passage.parses = [next(parses) for _ in passage.units]
        self._lead_ins = LeadInReader(self._language.cues, self._test, knowledge.lexicon)
        self._about_respondents = len(re.findall(r"\brespon(?:dents?|ses?)\b", document.text.casefold())) >= _FEWEST_RESPONSES
        self._hearing = False
        self._answers = [(p.block.section, p.index) for p in self._passages if _ANSWERED.search(p.text)]
        self._inquires = sum(p.body > 0 for p in self._passages if p.kind is BlockKind.PARAGRAPH) >= _FEWEST_NUMBERED
        self._drafts: list[Draft] = []
        self._attributions = 0
        self._done: set[int] = set()  # places in self._passages already used
        self._last_direct: Draft | None = None

    def run(self) -> list[Draft]:
        for passage in self._passages:
            self.resolver.note(passage.flow)
        turns = turns_of(self._passages)
        self._hearing = bool(turns)
        if turns:
            self._transcript(turns)
        for at, passage in enumerate(self._passages):
            if at not in self._done:
                self._passage(at, passage)
        return self._settled()

    # ------------------------------------------------------------ passages

    def _passage(self, at: int, passage: Passage) -> None:
        if passage.kind is BlockKind.HEADING:
            self._heading_lists(at, passage)
        elif passage.kind is BlockKind.BLOCK_QUOTATION and self._block_quotation(at, passage):
            return
        elif passage.kind is BlockKind.BULLET:
            if not self._user_story(passage):
                self._running_text(at, passage)
        elif passage.kind is not BlockKind.ATTRIBUTION_LINE:
            if self._is_list_of_names(at):
                return
            if self._named_paragraph(passage) or self._last_line_attribution(passage):
                return
            self._running_text(at, passage)
            self._bullets_below(at, passage)

    def _running_text(self, at: int, passage: Passage) -> None:
        for unit, sentence in zip(passage.units, passage.parses, strict=True):
            before = len(self._drafts)
            direct_cue = self._quotations(at, passage, unit, sentence)
            self._clauses(passage, unit, sentence, without=direct_cue)
            if len(self._drafts) == before and self._recommends(passage, unit):
                span = passage.span(*_settle(passage, unit, *_after_that(unit)))
                self._add(StatementKind.FINDING, self.resolver.recommender(), [span], passage, "recommendation")

    def _recommends(self, passage: Passage, unit: Unit) -> bool:
        """A numbered paragraph's "X should …" in a text that is answered ("These recommendations are accepted …") or is an inquiry's own."""
        if passage.kind is not BlockKind.PARAGRAPH or not (_SHOULD.search(unit.frame) or unit.frame.startswith("That ")):
            return False
        if any(section == passage.block.section and index >= passage.index for section, index in self._answers):
            return True
        return passage.body > 0 and self._inquires and bool(_BODY_SHOULD.match(unit.frame))

    # ------------------------------------------------------------ block quotations

    def _block_quotation(self, at: int, passage: Passage) -> bool:
        """A quotation set apart: with the attribution line under it, or the lead-in above it."""
        last = at
        while (
            last + 1 < len(self._passages)
            and self._passages[last + 1].kind is BlockKind.BLOCK_QUOTATION
            and not _closes(self._passages[last])
        ):
            last += 1
        line = self._passages[last + 1] if last + 1 < len(self._passages) else None
        if line is not None and line.kind is BlockKind.ATTRIBUTION_LINE:
            printed = line.text.lstrip("-–—•* ")
            speaker = self.resolver.resolve_line(printed, line.flow.offsets[0])
            self._add_block(at, last, speaker, "block-quotation-attribution-line", source=line.span(0, len(line.text)))
            self._done.update(range(at, last + 2))
            return True
        if self._last_line_attribution(passage) or self._named_paragraph(passage):
            return True
        lead = self._lead_above(at)
        if lead is not None:
            if self._last_drafts_are(lead, at):
                return False
            speaker = self.resolver.resolve(lead.printed, lead.offset) if lead.printed else self.resolver.respondents()
            self._add_block(at, last, speaker, "block-quotation-lead-in", source=lead.source, cue=lead.cue)
            self._done.update(range(at, last + 1))
            return True
        if passage.text[:1] in '“"' or passage.text.startswith(">"):
            if (
                self._last_direct is not None
                and at
                and self._last_direct.block in (self._passages[at - 1].index, self._passages[max(0, at - 2)].index)
                and passage.text[:1] == "“"
                and len(passage.units)
                and not passage.units[0].frame.strip(_EDGE)
            ):
                self._add_block(at, last, self._last_direct.speaker, "quotation-continued", source=None)
                self._done.update(range(at, last + 1))
                return True
            if passage.text.startswith(">") and not passage.text.lstrip("> ").startswith("[!"):
                self._add_block(at, last, None, "block-quotation")
                return True
        return False

    def _last_drafts_are(self, lead: LeadIn, at: int) -> bool:
        return False

    def _lead_above(self, at: int) -> LeadIn | None:
        """The attribution of a passage above that ends in a colon and quotes nothing itself."""
        if at == 0:
            return None
        above = self._passages[at - 1]
        if above.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.HEADING) or not re.search(
            r":\W*\d{0,3}$", above.text
        ):
            return None
        return self._lead_ins.speech(above)

    def _add_block(
        self,
        first: int,
        last: int,
        speaker: Speaker | None,
        rule: str,
        *,
        source: Span | None = None,
        cue: Span | None = None,
    ) -> None:
        opening, closing = self._passages[first], self._passages[last]
        start = opening.body
        end = len(closing.text)
        start, end_ = _without_marks(opening.text, start, len(opening.text) if first != last else end)
        if first == last:
            end = end_
        else:
            _, end = _without_marks(closing.text, closing.body, end)
        if end <= (start if first == last else 0):
            return
        span = Span(opening.flow.offsets[start], closing.flow.offsets[end - 1] + 1)
        self._add(StatementKind.DIRECT, speaker, [span], opening, rule, source=source, cue=cue)

    # ------------------------------------------------------------ attributions that layout makes

    def _last_line_attribution(self, passage: Passage) -> bool:
        """A quotation whose attribution stands on its own last line: “…” Name."""
        dashes = _DASHED_LINE.search(passage.text) if passage.kind is BlockKind.BLOCK_QUOTATION else None
        if dashes:
            start, end = _without_marks(passage.text, passage.body, dashes.start())
            printed = re.split(r",|\b(?:about|talking|on|discussing|when)\b", dashes[1])[0].strip()
            speaker = self.resolver.resolve_line(printed, passage.flow.offsets[dashes.start(1)])
            self._add(StatementKind.DIRECT, speaker, [passage.span(start, end)], passage, "quotation-last-line", source=passage.span(*dashes.span(1)))
            return True
        match = _LAST_LINE.search(passage.text)
        if not match or not self._lead_ins.is_name_line(match[1]):
            return False
        quoted = passage.text[passage.body] in '“"' and any(
            q.start == passage.body and q.end >= match.start() - 3 for q in passage.quotations
        )
        dashed = bool(re.search(r"[-–—]\s*$", passage.text[: match.start(1)].rstrip() + " "))
        if not quoted and not (dashed and self._lead_ins.is_role_line(match[1])):
            return False
        start, end = _without_marks(passage.text, passage.body, len(passage.text[: match.start(1)].rstrip(" -–—")))
        speaker = self.resolver.resolve_line(match[1], passage.flow.offsets[match.start(1)])
        self._add(
            StatementKind.DIRECT,
            speaker,
            [passage.span(start, end)],
            passage,
            "quotation-last-line",
            source=passage.span(match.start(1), match.end(1)),
        )
        return True

    def _named_paragraph(self, passage: Passage) -> bool:
        """Name: words. The name is set off by bold marks or stands at the beginning of a quotation set apart."""
        match = None if self._hearing else re.match(r"(?:>\s*)?\*\*([^*:]{2,70})(?:\*\*\s*:|:\s*\*\*)\s+(?=\S)", passage.text)
        if not match or not self._lead_ins.is_name_line(match[1]):
            return False
        start, end = _without_marks(passage.text, match.end(), len(passage.text))
        speaker = self.resolver.resolve(match[1], passage.flow.offsets[match.start(1)])
        kind = (
            StatementKind.FINDING
            if speaker is not None and speaker.kind is SpeakerKind.DOCUMENT
            else StatementKind.DIRECT
        )
        self._add(
            kind,
            speaker,
            [passage.span(start, end)],
            passage,
            "name-colon",
            source=passage.span(match.start(1), match.end(1)),
        )
        return True

    def _heading_lists(self, at: int, passage: Passage) -> None:
        """A heading that attributes what stands in the list under it, or under its sub-headings."""
        lead = self._lead_ins.heading(passage)
        if lead is None or lead.respondents and not self._about_respondents:
            return
        place = at + 1
        while place < len(self._passages):
            below = self._passages[place]
            if below.kind is BlockKind.HEADING:
                if below.block.level <= passage.block.level:
                    break
            elif below.kind is BlockKind.BULLET and (not lead.paragraphs or not re.search(r"\d", passage.text)):
                self._bullet(place, lead)
            elif not lead.paragraphs or below.kind is not BlockKind.PARAGRAPH:
                break
            elif not self._body_paragraph(place, lead, first=place == at + 1) and re.search(r"\d", passage.text):
                break  # after a numbered recommendation its answer begins
            place += 1

    def _body_paragraph(self, at: int, lead: LeadIn, *, first: bool) -> bool:
        """A paragraph under a heading such as "Recommendation 3" or "Conclusion": the body's own words.

        Further paragraphs count where they recommend as well; the answer to a recommendation may follow it.
        """
        passage = self._passages[at]
        speaker = self._body(lead)
        if at in self._done:
            return
        self._done.add(at)
        if lead.sentences:
            for unit in passage.units:
                self._add(
                    StatementKind.FINDING,
                    speaker,
                    [passage.span(*unit.range(0, len(unit.frame)))],
                    passage,
                    "heading-of-conclusion",
                )
            return
        self._add(
            StatementKind.FINDING,
            speaker,
            [passage.span(*_without_marks(passage.text, passage.body, len(passage.text)))],
            passage,
            "heading-of-recommendation",
        )

    def _body(self, lead: LeadIn) -> Speaker | None:
        return self.resolver.resolve(lead.printed, lead.offset) if lead.printed else self.resolver.recommender()

    def _bullets_below(self, at: int, passage: Passage) -> None:
        """Bullets under a lead-in that attributes them; sub-lists under a bullet follow it."""
        if at + 1 >= len(self._passages) or self._passages[at + 1].kind is not BlockKind.BULLET:
            return
        lead = self._lead_ins.lead_in(passage)
        if lead is None:
            return
        self._next_attribution()
        place = at + 1
        while place < len(self._passages) and self._passages[place].kind in (BlockKind.BULLET,):
            self._bullet(place, lead, keep=True)
            place += 1

    def _bullet(self, at: int, lead: LeadIn, *, keep: bool = False) -> None:
        """One bullet: its own attribution if it begins with one, else the lead-in's."""
        passage = self._passages[at]
        if at in self._done:
            return
        self._done.add(at)
        if self._attributes_itself(passage):
            self._running_text(at, passage)
            return
        below = self._passages[at + 1] if at + 1 < len(self._passages) else None
        if (
            below is not None
            and below.kind is BlockKind.BULLET
            and below.block.level > passage.block.level
            and passage.text.rstrip().endswith((":", " to", ":-", " on"))
        ):
            inner = self._lead_ins.lead_in(passage)
            place = at + 1
            while (
                place < len(self._passages)
                and self._passages[place].kind is BlockKind.BULLET
                and self._passages[place].block.level > passage.block.level
            ):
                self._bullet(place, inner or lead, keep=keep)
                place += 1
            if inner is not None or passage.text.rstrip().endswith(":"):
                return
        speaker = (
            self.resolver.resolve(lead.printed, lead.offset)
            if lead.printed
            else self.resolver.respondents()
            if lead.respondents
            else self.resolver.recommender()
        )
        start, end = _without_marks(passage.text, passage.body, len(passage.text))
        if self._user_story(passage):
            return
        lowered = passage.text[start:end].casefold()
        if lowered.startswith("that "):
            start += 5
        while (
            end > start
            and passage.text[end - 1] in ";, "
            or passage.text[start:end].casefold().endswith((" and", "; or"))
        ):
            end -= 1
        if end - start < 4:
            return
        kind = (
            StatementKind.FINDING
            if lead.finding or speaker is not None and speaker.kind is SpeakerKind.DOCUMENT
            else StatementKind.INDIRECT
        )
        self._add(
            kind,
            speaker,
            [passage.span(start, end)],
            passage,
            lead.rule,
            source=lead.source,
            cue=lead.cue,
            same_attribution=keep,
        )

    def _user_story(self, passage: Passage) -> bool:
        """ "As a carer, I need …": what carers need."""
        story = _STORY.match(passage.text, passage.body)
        if not story:
            return False
        start, end = _without_marks(passage.text, passage.body, len(passage.text))
        speaker = self.resolver.resolve(story[1] + "s", passage.flow.offsets[start])
        self._add(StatementKind.INDIRECT, speaker, [passage.span(start, end)], passage, "user-story", source=passage.span(*story.span(1)))
        return True

    def _attributes_itself(self, passage: Passage) -> bool:
        for sentence in passage.parses[:1]:
            for found in self._reader.read(sentence):
                if found.source is None or found.source[0] > 1 or found.source[1] > found.content[0]:
                    continue
                if any(
                    self._test.kind(token) in ("group", "own")
                    for token in sentence[found.source[0] : found.source[1]]
                ):
                    return True
        return False

    def _is_list_of_names(self, at: int) -> bool:
        """A line without a full stop among others like it: an annex, a table, contents."""

        def bare(place: int) -> bool:
            if not 0 <= place < len(self._passages) or self._passages[place].kind is not BlockKind.PARAGRAPH:
                return False
            text = self._passages[place].text
            return len(text) < 120 and not re.search(r"[.!?:;,”]\W*$", text)

        return bare(at) and (bare(at - 1) or bare(at + 1))

    # ------------------------------------------------------------ transcripts

    def _transcript(self, turns: list[tuple[str, int, int, int]]) -> None:
        for name, first, last, start in turns:
            self._done.update(range(first, last + 1))
            opening, closing = self._passages[first], self._passages[last]
            speaker = self.resolver.resolve(name, opening.flow.offsets[0])
            span = Span(opening.flow.offsets[start], closing.flow.offsets[len(closing.text) - 1] + 1)
            self._add(
                StatementKind.DIRECT,
                speaker,
                [span],
                opening,
                "transcript-turn",
                source=opening.span(0, max(1, start - 1)),
            )

    # ------------------------------------------------------------ quotations in running text

    def _quotations(self, at: int, passage: Passage, unit: Unit, sentence: Doc) -> int | None:
        """Statements from the quotations that stand for themselves; the token that is their cue, if any."""
        if not unit.taken_out:
            return self._trailing_attribution(passage, unit, sentence)
        token, subject = self._speech_cue(unit, sentence)
        source = cue = None
        speaker: Speaker | None = None
        if token is not None and subject is not None:
            first, last = _phrase_characters(subject)
            source = passage.span(*unit.range(first, last))
            cue = passage.span(*unit.range(token.idx, token.idx + len(token)))
            speaker = self.resolver.resolve(_printed(passage, unit, first, last), source.start)
            rule = "quotation-verb-speaker"
        else:
            named = _NAME_AND_COLON.match(unit.frame)
            if named and self._lead_ins.is_name_line(named[1]):
                source = passage.span(*unit.range(named.start(1), named.end(1)))
                speaker = self.resolver.resolve(named[1], source.start)
                rule = "name-colon-quotation"
            elif not unit.frame.strip(_EDGE) and self._continues(passage, unit):
                assert self._last_direct is not None
                speaker = self._last_direct.speaker
                rule = "quotation-continued"
            else:
                return None
        parts = [passage.span(*_inner(passage.text, q)) for q in unit.taken_out if q.words(passage.text) >= 1]
        if not parts or (rule != "quotation-continued" and speaker is None and source is None):
            return None
        if rule == "quotation-continued" and self._last_direct is not None and self._last_direct.block == passage.index:
            self._last_direct.parts.extend(parts)
            return None
        draft = self._add(StatementKind.DIRECT, speaker, parts, passage, rule, source=source, cue=cue)
        if draft is not None and not unit.taken_out[-1].closed:
            self._run_on(at, draft)
        self._last_direct = draft
        return token.i if token is not None else None

    def _run_on(self, at: int, draft: Draft) -> None:
        """A quotation over several paragraphs: each begins with a mark, the last one closes it."""
        place = at + 1
        while place < len(self._passages):
            below = self._passages[place]
            if below.text[:1] not in '“"‘' or below.kind not in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION):
                return
            quotation = below.quotations[0] if below.quotations else None
            if quotation is None or quotation.start != 0:
                return
            draft.parts[-1] = Span(draft.parts[-1].start, below.flow.offsets[_inner(below.text, quotation)[1] - 1] + 1)
            self._done.add(place)
            if quotation.closed:
                return
            place += 1

    def _continues(self, passage: Passage, unit: Unit) -> bool:
        """A quotation that stands alone right after one by a known speaker."""
        last = self._last_direct
        return (
            last is not None
            and last.speaker is not None
            and last.block == passage.index
            and last.end <= passage.flow.offsets[unit.start]
        )

    def _trailing_attribution(self, passage: Passage, unit: Unit, sentence: Doc) -> int | None:
        """“…” X said. — where the quotation ended its sentence before."""
        before = passage.text[: unit.start].rstrip()
        if not before.endswith(("”", '"')) or len(sentence) > 14:
            return None
        token, subject = self._speech_cue(unit, sentence)
        quotation = next(
            (q for q in reversed(passage.quotations) if q.end <= unit.start and q.end >= len(before) - 1), None
        )
        if token is None or subject is None or quotation is None or quotation.words(passage.text) < SCARE_WORDS:
            return None
        if any(
            child.dep_ in ("ccomp", "dobj", "xcomp") and child.i > token.i and child is not subject
            for child in token.children
        ):
            return None
        span = passage.span(*_inner(passage.text, quotation))
        if any(draft.parts[-1] == span for draft in self._drafts[-3:]):
            return token.i
        first, last = _phrase_characters(subject)
        source = passage.span(*unit.range(first, last))
        speaker = self.resolver.resolve(_printed(passage, unit, first, last), source.start)
        cue = passage.span(*unit.range(token.idx, token.idx + len(token)))
        self._last_direct = self._add(
            StatementKind.DIRECT, speaker, [span], passage, "quotation-verb-speaker", source=source, cue=cue
        )
        return token.i

    def _speech_cue(self, unit: Unit, sentence: Doc) -> tuple[Token | None, Token | None]:
        """The verb of saying nearest to a quotation, with its subject."""
        from kg.extract.clauses import _hypothetical, _subject

        cues = self._language.cues
        places = [_frame_place(unit, q.start) for q in unit.taken_out] + [
            _frame_place(unit, q.end) for q in unit.taken_out
        ]
        best: tuple[float, Token, Token] | None = None
        for token in sentence:
            verb = cues.verbs.get(token.lower_)
            if verb not in cues.speech or not token.tag_.startswith("VB") or _hypothetical(token, cues):
                continue
            subject = _subject(token)
            if (
                subject is None
                or subject.lower_ in ("that", "which")
                or (self._test.kind(subject) is None and subject.tag_ not in ("NNP", "NNPS"))
            ):
                continue
            distance: float = min((abs(token.idx - place) for place in places), default=0)
            if token.tag_ in ("VBD", "VBZ", "VBP"):
                distance -= 5
            if best is None or distance < best[0]:
                best = (distance, token, subject)
        return (best[1], best[2]) if best else (None, None)

    # ------------------------------------------------------------ clauses

    def _clauses(self, passage: Passage, unit: Unit, sentence: Doc, *, without: int | None) -> None:
        outer: list[tuple[Found, Draft]] = []
        for found in self._reader.read(sentence):
            if without is not None and found.cue[0] <= without < found.cue[1]:
                continue
            inside = next(
                (
                    (other, draft)
                    for other, draft in outer
                    if other.content[0] <= min(found.cue[0], (found.source or found.cue)[0])
                    and max(found.cue[1], found.content[1]) <= other.content[1]
                ),
                None,
            )
            container = inside[1] if inside else None
            if inside and container is not None:
                if self._same_speaker_inside(found, inside[0], sentence):
                    if container in self._drafts:
                        self._drafts.remove(container)
                    self._clause(passage, unit, sentence, found, speaker=container.speaker)
                    continue
                if not (found.rule == "owned-noun" or _names_other(found, sentence)):
                    continue
            draft = self._clause(passage, unit, sentence, found)
            if draft is not None:
                draft.embedded_in = container
                outer.append((found, draft))

    def _same_speaker_inside(self, found: Found, outer: Found, sentence: Doc) -> bool:
        """ "X explained that he thought …": what X thought is what was said."""
        if found.source is None or found.source[1] - found.source[0] != 1 or found.rule != "clause":
            return False
        pronoun, verb, cue = sentence[found.source[0]], sentence[found.cue[1] - 1], sentence[outer.cue[1] - 1]
        whole, part = outer.content[1] - outer.content[0], found.content[1] - found.content[0]
        hung = verb.head.i == cue.i and verb.dep_ == "ccomp" or verb.dep_ == "conj" and verb.head.head.i == cue.i
        return self._test.kind(pronoun) in ("person", "group") and pronoun.tag_ == "PRP" and (hung or part >= 0.5 * whole)

    def _clause(self, passage: Passage, unit: Unit, sentence: Doc, found: Found, *, speaker: Speaker | None = None) -> Draft | None:
        cue = passage.span(*unit.range(*_characters(sentence, found.cue)))
        source: Span | None = None
        if found.source is not None:
            begin, stop = _characters(sentence, found.source)
            source = passage.span(*unit.range(begin, stop))
            if found.verb == "hear" and sentence[found.source[0]].lower_ == "we":
                speaker = self.resolver.respondents()
            speaker = speaker or self.resolver.resolve(_printed(passage, unit, begin, stop), source.start)
            if speaker is None and sentence[found.source[0]].lower_ == "you":
                return None
        elif found.rule in ("topic", "existential", "passive-clause", "passive-noun", "passive-object", "listing"):
            if not self._lead_ins.holders_are_respondents(self._document, found, sentence):
                return None
            speaker = self.resolver.respondents()
        else:
            return None
        start, end = _characters(sentence, found.content)
        first, last = _settle(passage, unit, *unit.range(start, end))
        if last <= first or len(re.findall(r"\w+", passage.text[first:last])) < _FEWEST_WORDS:
            return None
        whole = next(
            (q for q in unit.kept if q.inner_start <= first + 1 and last - 1 <= q.inner_end and q.closed), None
        )
        if whole is not None:
            first, last = _inner(passage.text, whole)
            kind = StatementKind.DIRECT
        elif speaker is not None and (
            speaker.kind is SpeakerKind.DOCUMENT
            or found.verb in _FINDING_VERBS
            and speaker.kind is SpeakerKind.ORGANISATION
        ):
            kind = StatementKind.FINDING
        else:
            kind = StatementKind.INDIRECT
        return self._add(
            kind, speaker, [passage.span(first, last)], passage, found.rule, source=source, cue=cue, verb=found.verb
        )

    # ------------------------------------------------------------ drafts

    def _add(
        self, kind: StatementKind, speaker: Speaker | None, parts: list[Span], passage: Passage, rule: str, *,
        source: Span | None = None, cue: Span | None = None, verb: str = "", same_attribution: bool = False,
    ) -> Draft | None:  # fmt: skip
        if not same_attribution:
            self._next_attribution()
        draft = Draft(
            kind,
            speaker,
            parts,
            passage.index,
            passage.block.section,
            rule,
            self._attributions,
            source,
            cue,
            None,
            verb,
        )
        self._drafts.append(draft)
        return draft

    def _next_attribution(self) -> None:
        self._attributions += 1

    def _settled(self) -> list[Draft]:
        """In the order of the text; of two that hold the same words the one found first stays."""
        kept: list[Draft] = []
        for draft in self._drafts:
            rival = next(
                (other for other in kept if overlap(draft, other) > 0.6 and draft.embedded_in is not other), None
            )
            if rival is None:
                kept.append(draft)
        return sorted(kept, key=lambda draft: (draft.start, draft.end))


# ---------------------------------------------------------------- places


def _characters(sentence: Doc, tokens: tuple[int, int]) -> tuple[int, int]:
    last = sentence[tokens[1] - 1]
    return sentence[tokens[0]].idx, last.idx + len(last)


def _phrase_characters(head: Token) -> tuple[int, int]:
    from kg.extract.clauses import _phrase

    return _characters(head.doc, _phrase(head))


def _printed(passage: Passage, unit: Unit, first: int, last: int) -> str:
    start, end = unit.range(first, last)
    return passage.text[start:end]


def _frame_place(unit: Unit, place: int) -> int:
    """Where in the frame a place of the line would stand."""
    return sum(1 for at in unit.back if at < place)


def _inner(text: str, quotation: Quotation) -> tuple[int, int]:
    """A quotation's words without marks and without the comma before the closing mark."""
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start] in ' “"‘':
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, max(end, start + 1)


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A block's words without the marks of quotation around it."""
    while start < end and text[start] in '“" *>':
        start += 1
    stripped = re.sub(r"(?<=[.!?…”\"])\d{1,3}$", "", text[start:end])
    end = start + len(stripped)
    trimmed = text[start:end].rstrip(" *")
    match = re.search(r"[”\"](\W?)$", trimmed)
    if (
        match
        and text[start:end].count("“") < text[start:end].count("”")
        or match
        and trimmed.endswith(('"', '".'))
        and text[start:end].count('"') % 2
    ):
        end = start + match.start()
    else:
        end = start + len(trimmed)
    return start, max(start, end)


def _closes(passage: Passage) -> bool:
    quotation = passage.quotations[0] if passage.quotations else None
    return quotation is None or quotation.start > passage.body or quotation.closed


def _settle(passage: Passage, unit: Unit, first: int, last: int) -> tuple[int, int]:
    """A content's ends moved out over the marks of a quotation that begins or ends there, and in over loose punctuation."""
    text = passage.text
    for quotation in unit.kept:
        if quotation.inner_start == first and quotation.end <= last:
            first = quotation.start
        if quotation.inner_end == last and quotation.start >= first and quotation.closed:
            last = quotation.end
    bracket = re.match(r"\s?\([^()]{1,240}\)", text[last:])
    if bracket and last + bracket.end() <= unit.end:
        last += bracket.end()
    while last > first and text[last - 1] in _EDGE and not text[first:last].endswith("..."):
        last -= 1
    while first < last and text[first] in _EDGE:
        first += 1
    return first, last


def _after_that(unit: Unit) -> tuple[int, int]:
    """A sentence's characters without a leading "That"."""
    skip = 5 if unit.frame.startswith("That ") else 0
    return unit.range(skip, len(unit.frame))


def _names_other(found: Found, sentence: Doc) -> bool:
    """A nested attribution is a statement of its own where it names its speaker by a proper name."""
    if found.source is None or found.rule not in ("clause", "according-to"):
        return False
    return any(token.tag_ in ("NNP", "NNPS") for token in sentence[found.source[0] : found.source[1]])
