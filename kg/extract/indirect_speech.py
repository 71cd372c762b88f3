"""Clauses of running text -> statements: what their grammar credits to a speaker, one inside another where both name one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.contents import inner_of, settled
from kg.extract.drafts import Draft
from kg.extract.grammar.found import Found
from kg.extract.grammar.phrases import characters_of
from kg.extract.passages import Passage
from kg.extract.scene import Scene
from kg.extract.speaker_phrases import is_nobody, with_hearer
from kg.extract.units import Unit
from kg.model import Span, Speaker, SpeakerKind, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FINDING_VERBS = frozenset({"find", "conclude", "recommend", "show"})
_WITHOUT_AGENT = frozenset(
    ("topic", "topic-named", "existential", "passive-clause", "passive-noun", "passive-object", "listing", "across")
)  # rules that need no word for the speaker
_FEWEST_WORDS = 2
_MOST_OF_CONTENT = 0.5  # share of an outer content, from which on the inner one is what was said
_WORD = re.compile(r"\w+")
_REFLEXIVE = re.compile(r"(?:them|him|her|it)sel(?:f|ves)\s(?:as\s|to be\s)?")  # "expressed themselves content"
_POINTS_ON = re.compile(r"as follows|the following|as set out (?:below|above)", re.I)


def read_clauses(scene: Scene, passage: Passage, unit: Unit, sentence: Doc, *, without: int | None) -> None:
    """Add the statements of a sentence's clauses. without: the token that is the cue of a quotation already read."""
    outer: list[tuple[Found, Draft]] = []
    for found in scene.clauses.read(sentence):
        if without is not None and found.cue[0] <= without < found.cue[1]:
            continue
        container = next(((other, draft) for other, draft in outer if _holds(other, found)), None)
        if container is not None and _same_speaker_inside(scene, found, container[0], sentence):
            scene.drafts.withdraw(container[1])
            _add(scene, passage, unit, sentence, found, speaker=container[1].speaker)
            continue
        if container is not None and found.rule != "owned-noun" and not _names_other(found, sentence):
            continue
        draft = _add(scene, passage, unit, sentence, found, scope=_group_of(outer))
        if draft is not None:
            draft.embedded_in = container[1] if container is not None else None
            outer.append((found, draft))
            _share_end(draft)


def _share_end(inner: Draft) -> None:
    """ "A told us, as B had said, that …": one content, which ends for both where it ends for the one nearer to it."""
    whole = inner.embedded_in
    if whole is not None and inner.start == whole.start and inner.end < whole.end:
        whole.parts = list(inner.parts)


def _holds(outer: Found, found: Found) -> bool:
    begins = min(found.cue[0], (found.source or found.cue)[0])
    return outer.content[0] <= begins and max(found.cue[1], found.content[1]) <= outer.content[1]


def _same_speaker_inside(scene: Scene, found: Found, outer: Found, sentence: Doc) -> bool:
    """ "X explained that he thought …": what X thought is what was said."""
    if found.source is None or found.source[1] - found.source[0] != 1 or found.rule != "clause":
        return False
    pronoun, verb, cue = sentence[found.source[0]], sentence[found.cue[1] - 1], sentence[outer.cue[1] - 1]
    if scene.test.kind(pronoun) not in ("person", "group") or pronoun.tag_ != "PRP":
        return False
    hangs = verb.head.i == cue.i and verb.dep_ == "ccomp"
    beside = verb.dep_ == "conj" and verb.head.head.i == cue.i
    whole, part = outer.content[1] - outer.content[0], found.content[1] - found.content[0]
    return bool(hangs or beside or part >= _MOST_OF_CONTENT * whole)


def _names_other(found: Found, sentence: Doc) -> bool:
    """A nested attribution is a statement of its own where it names its speaker by a proper name."""
    if found.source is None or found.rule not in ("clause", "according-to"):
        return False
    return any(token.tag_ in ("NNP", "NNPS") for token in sentence[found.source[0] : found.source[1]])


def _add(
    scene: Scene,
    passage: Passage,
    unit: Unit,
    sentence: Doc,
    found: Found,
    *,
    speaker: Speaker | None = None,
    scope: Speaker | None = None,
) -> Draft | None:
    """speaker: where it is known already. scope: the group that the sentence speaks of. None: nobody or nothing was said."""
    source: Span | None = None
    if found.source is not None:
        start, end = unit.range(*characters_of(sentence, found.source))
        if is_nobody(passage.text[start:end]):
            return None
        if found.rule == "clause":
            start, end = with_hearer(passage.text, start, end, floor=unit.start)
        source = passage.span(start, end)
        first = sentence[found.source[0]].lower_
        if found.verb == "hear" and first == "we":
            speaker = scene.resolver.respondents()
        speaker = speaker or scene.resolver.resolve(passage.text[start:end], source.start)
        if speaker is None and first == "you":
            return None
    else:
        speaker = _without_source(scene, passage, unit, sentence, found, scope)
        if speaker is None:
            return None
    said = settled(passage, unit, *unit.range(*characters_of(sentence, found.content)))
    reflexive = _REFLEXIVE.match(passage.text, *said)
    said = (reflexive.end(), said[1]) if reflexive else said
    if found.rule == "in-view":
        said = _up_to_quotation(unit, *said)
    if (
        said[1] <= said[0]
        or _POINTS_ON.fullmatch(passage.text, *said)
        or len(_WORD.findall(passage.text, *said)) < _FEWEST_WORDS
    ):
        return None
    whole = _quoted_whole(passage, unit, *said)
    kind = StatementKind.DIRECT if whole is not None else _kind(speaker, found.verb)
    cue = passage.span(*unit.range(*characters_of(sentence, found.cue)))
    parts = [passage.span(*(whole or said))]
    if found.rest is not None:
        behind = settled(passage, unit, *unit.range(*characters_of(sentence, found.rest)))
        parts += [passage.span(*behind)] if behind[1] > behind[0] else []
    return scene.drafts.add(kind, speaker, parts, passage, found.rule, source=source, cue=cue, verb=found.verb)


def _without_source(
    scene: Scene, passage: Passage, unit: Unit, sentence: Doc, found: Found, scope: Speaker | None
) -> Speaker | None:
    """Whose it is, where no word of the clause tells; None: nobody's."""
    if found.rule == "across":
        return _of_all(scene, passage, unit, sentence, found)
    if _concedes(scene, sentence, found):
        return scene.resolver.own(passage.flow.offsets[unit.start])
    if found.rule in _WITHOUT_AGENT and scene.genre.has_respondents:
        return (scope if found.rule == "existential" else None) or scene.resolver.respondents()
    return None


def _group_of(outer: list[tuple[Found, Draft]]) -> Speaker | None:
    """ "Most parents liked the map, but there was a need for …": whose need it was."""
    speakers = [draft.speaker for _, draft in outer if draft.speaker is not None]
    last = speakers[-1] if speakers else None
    return last if last is not None and last.kind is SpeakerKind.GROUP and last.member_role is not None else None


def _concedes(scene: Scene, sentence: Doc, found: Found) -> bool:
    """ "It is acknowledged that …": in the present these are the writer's own words."""
    present = any(token.lower_ == "is" for token in sentence[max(0, found.cue[0] - 2) : found.cue[0]])
    return present and found.rule == "passive-clause" and found.verb in scene.language.cues.conceding


def _of_all(scene: Scene, passage: Passage, unit: Unit, sentence: Doc, found: Found) -> Speaker:
    """ "Across all responses": all who answered; "across all sessions" does not say that it was all."""
    words = sentence[found.cue[0] + 1 : found.cue[1]]
    if len(words) > 1 and words[0].lower_ == "all" and words[-1].lower_ in scene.language.words.responses:
        start, end = unit.range(*characters_of(sentence, (words[0].i, words[-1].i + 1)))
        every = scene.resolver.resolve(passage.text[start:end], passage.flow.offsets[start])
        if every is not None:
            return every
    return scene.resolver.respondents()


def _up_to_quotation(unit: Unit, first: int, last: int) -> tuple[int, int]:
    """ "in her words, “…” to everybody": what is quoted, where a content begins with a quotation."""
    ends = (quotation.end for quotation in unit.kept if quotation.start == first and quotation.closed)
    return first, next(ends, last)


def _quoted_whole(passage: Passage, unit: Unit, first: int, last: int) -> tuple[int, int] | None:
    """The words of the quotation that a content is, if it is one."""
    for quotation in unit.kept:
        if quotation.closed and quotation.inner_start <= first + 1 and last - 1 <= quotation.inner_end:
            return inner_of(passage.text, quotation)
    return None


def _kind(speaker: Speaker | None, verb: str) -> StatementKind:
    """A text's words, and what a body finds, are findings."""
    if speaker is None:
        return StatementKind.INDIRECT
    finds = verb in _FINDING_VERBS and speaker.kind is SpeakerKind.ORGANISATION
    return StatementKind.FINDING if finds or speaker.kind is SpeakerKind.DOCUMENT else StatementKind.INDIRECT
