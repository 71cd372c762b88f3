"""Quotations in running text -> statements: "…", X said; X: "…"; a quotation after another; one over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.contents import EDGE, inner_of
from kg.extract.drafts import Draft
from kg.extract.grammar.found import Range
from kg.extract.grammar.phrases import characters_of, phrase_characters
from kg.extract.grammar.subjects import subject_of
from kg.extract.grammar.verbs import is_hypothetical
from kg.extract.passages import Passage
from kg.extract.quotes import SCARE_WORDS, Quotation
from kg.extract.scene import Scene
from kg.extract.units import Unit
from kg.model import BlockKind, Span, Speaker, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAME_AND_COLON = re.compile(r"\W*([^:.!?]{2,90}):\W*(?:\d{1,3})?\s*$")
_FINITE_TAGS = ("VBD", "VBZ", "VBP")
_FINITE_BONUS = 5  # characters that a finite verb counts as nearer to its quotation
_TRAILING_WORDS = 14  # of the longest sentence that only tells who said the quotation before it
_ENDING_WORDS = 8  # of the longest end of a sentence behind a quotation
_BESIDE = 2  # characters between a quotation and the phrase that names its source
_RULE = "quotation-verb-speaker"


@dataclass(frozen=True, slots=True)
class _Credit:
    """Who said a quotation, and what tells it."""

    rule: str
    speaker: Speaker | None
    source: Span
    cue: Span | None = None


def read_quotations(scene: Scene, place: int, unit: Unit, sentence: Doc) -> int | None:
    """Add the statements of the quotations that stand for themselves in a sentence.

    place: of the passage. Returns: the token of the verb that is their cue, if any.
    """
    passage = scene.passages[place]
    if not unit.taken_out:
        return _trailing(scene, passage, unit, sentence)
    told = _speech_cue(scene, unit, sentence)
    phrase = _phrase_beside(scene, unit, sentence)
    if phrase is not None:
        told = None
    if told is not None:
        credit: _Credit | None = _by_verb(scene, passage, unit, *told)
    else:
        credit = _by_name(scene, passage, unit) or _by_phrase(scene, passage, unit, sentence, phrase)
    parts = [passage.span(*inner_of(passage.text, q)) for q in unit.taken_out if q.words(passage.text) >= 1]
    if credit is None:
        last = scene.last_direct
        if last is not None and not _tells_something(unit, sentence) and _goes_on(last, passage, unit):
            last.parts.extend(parts)
        return None
    if not parts:
        return None
    draft = scene.drafts.add(
        StatementKind.DIRECT, credit.speaker, parts, passage, credit.rule, source=credit.source, cue=credit.cue
    )
    if not unit.taken_out[-1].closed:
        _run_on(scene, place, draft)
    scene.last_direct = draft
    if told is not None:
        return told[0].i
    return phrase[0][1] - 1 if phrase is not None else None


def _by_verb(scene: Scene, passage: Passage, unit: Unit, verb: Token, subject: Token) -> _Credit:
    start, end = unit.range(*phrase_characters(subject))
    source = passage.span(start, end)
    cue = passage.span(*unit.range(verb.idx, verb.idx + len(verb)))
    return _Credit(_RULE, scene.resolver.resolve(passage.text[start:end], source.start), source, cue)


def _by_name(scene: Scene, passage: Passage, unit: Unit) -> _Credit | None:
    """X: "…"."""
    named = _NAME_AND_COLON.match(unit.frame)
    if not named or not scene.language.names.is_name(named[1]):
        return None
    source = passage.span(*unit.range(named.start(1), named.end(1)))
    return _Credit("name-colon-quotation", scene.resolver.resolve(named[1], source.start), source)


def _phrase_beside(scene: Scene, unit: Unit, sentence: Doc) -> tuple[Range, Range] | None:
    """ "according to X" right before or behind a quotation, and the source in it."""
    for phrase, source in scene.clauses.sources_beside(sentence):
        start, end = unit.range(*characters_of(sentence, phrase))
        if any(0 <= start - q.end <= _BESIDE or 0 <= q.start - end <= _BESIDE for q in unit.taken_out):
            return phrase, source
    return None


def _by_phrase(
    scene: Scene, passage: Passage, unit: Unit, sentence: Doc, phrase: tuple[Range, Range] | None
) -> _Credit | None:
    if phrase is None:
        return None
    start, end = unit.range(*characters_of(sentence, phrase[1]))
    source = passage.span(start, end)
    cue = passage.span(*unit.range(*characters_of(sentence, phrase[0])))
    return _Credit("quotation-according-to", scene.resolver.resolve(passage.text[start:end], source.start), source, cue)


def _tells_something(unit: Unit, sentence: Doc) -> bool:
    """Whether words stand beside the quotations; a few behind them without a verb only end their sentence."""
    if not unit.frame.strip(EDGE):
        return False
    opened = unit.taken_out[0].start <= unit.start
    return not opened or len(sentence) > _ENDING_WORDS or any(word.tag_.startswith(("VB", "MD")) for word in sentence)


def _goes_on(last: Draft, passage: Passage, unit: Unit) -> bool:
    """A quotation that stands alone right after one by a known speaker."""
    return last.speaker is not None and last.block == passage.index and last.end <= passage.flow.offsets[unit.start]


def _run_on(scene: Scene, place: int, draft: Draft) -> None:
    """A quotation over several paragraphs: each begins with a mark, the last one closes it."""
    for at in range(place + 1, len(scene.passages)):
        below = scene.passages[at]
        if _names_another(scene, below):
            return
        if below.text[:1] not in '“"‘' or below.kind not in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION):
            return
        quotation = below.quotations[0] if below.quotations else None
        if quotation is None or quotation.start != 0:
            return
        end = below.flow.offsets[inner_of(below.text, quotation)[1] - 1] + 1
        draft.parts[-1] = Span(draft.parts[-1].start, end)
        scene.done.add(at)
        if quotation.closed:
            return


def _names_another(scene: Scene, passage: Passage) -> bool:
    """ "“…,” added Ada Example.": a paragraph that tells by name who says what is quoted in it goes on for nobody else."""
    if not passage.units or not passage.units[0].taken_out:
        return False
    told = _speech_cue(scene, passage.units[0], passage.parses[0])
    return told is not None and told[1].tag_ in ("NNP", "NNPS")


def _trailing(scene: Scene, passage: Passage, unit: Unit, sentence: Doc) -> int | None:
    """“…” X said. — where the quotation ended its sentence before."""
    quotation = _quotation_before(passage, unit) if len(sentence) <= _TRAILING_WORDS else None
    told = _speech_cue(scene, unit, sentence) if quotation is not None else None
    if quotation is None or told is None or quotation.words(passage.text) < SCARE_WORDS or _says_more(*told):
        return None
    span = passage.span(*inner_of(passage.text, quotation))
    if not any(draft.parts[-1] == span for draft in scene.drafts.last(3)):
        credit = _by_verb(scene, passage, unit, *told)
        scene.last_direct = scene.drafts.add(
            StatementKind.DIRECT, credit.speaker, [span], passage, credit.rule, source=credit.source, cue=credit.cue
        )
    return told[0].i


def _quotation_before(passage: Passage, unit: Unit) -> Quotation | None:
    """The quotation that ends right before a sentence."""
    end = unit.start
    while end and passage.text[end - 1].isspace():
        end -= 1
    if passage.text[end - 1 : end] not in ("”", '"'):
        return None
    at = bisect_right(passage.quotations, unit.start, key=lambda quotation: quotation.end) - 1
    return passage.quotations[at] if at >= 0 and passage.quotations[at].end >= end - 1 else None


def _says_more(verb: Token, subject: Token) -> bool:
    """The verb has a content of its own."""
    contents = (child for child in verb.children if child.dep_ in ("ccomp", "dobj", "xcomp") and child.i > verb.i)
    return any(child.i != subject.i for child in contents)


def _speech_cue(scene: Scene, unit: Unit, sentence: Doc) -> tuple[Token, Token] | None:
    """The verb of saying nearest to a quotation, with its subject."""
    marks = [place for quotation in unit.taken_out for place in (quotation.start, quotation.end)]
    places = [bisect_left(unit.back, place) for place in marks]  # in the frame; they rise
    best: tuple[int, Token, Token] | None = None
    for token in sentence:
        subject = _sayer(scene, token)
        if subject is None:
            continue
        distance = _distance(places, token.idx) - (_FINITE_BONUS if token.tag_ in _FINITE_TAGS else 0)
        if best is None or distance < best[0]:
            best = (distance, token, subject)
    return best[1:] if best is not None else None


def _sayer(scene: Scene, token: Token) -> Token | None:
    """Who says it, where the token is a verb of saying."""
    cues = scene.language.cues
    if cues.verbs.get(token.lower_) not in cues.speech or not token.tag_.startswith("VB"):
        return None
    subject = subject_of(token) if not is_hypothetical(token, cues) else None
    if subject is None or subject.lower_ in ("that", "which"):
        return None
    known = scene.test.kind(subject) is not None or subject.tag_ in ("NNP", "NNPS")
    return subject if known or scene.test(subject, cues.verbs[token.lower_], True) else None


def _distance(places: list[int], place: int) -> int:
    """To the nearest of the places; 0 where there are none."""
    at = bisect_left(places, place)
    return min((abs(place - near) for near in places[max(0, at - 1) : at + 1]), default=0)
