"""Document and its statements -> where each speaker stands: on the question at hand, on the text under discussion, on dilemmas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extract.sides import Around, SideReader
from kg.extract.stance_context import Situation, Surroundings
from kg.extract.stance_rules import Judge, Verdict
from kg.extract.stance_words import StanceWords
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.model import Document, Polarity, Stance, Statement


@lru_cache(maxsize=4)
def _side_reader(knowledge: Knowledge) -> SideReader:
    """Made once for all documents."""
    return SideReader.of(knowledge)


def stances_of(
    document: Document, statements: Sequence[Statement], knowledge: Knowledge
) -> tuple[tuple[Stance, ...], ...]:
    """For each statement the stances that its speaker takes in it, those on options of dilemmas last; mostly none.

    Targets: "section:N" for what the question of section N proposes, else the report or review that is named, else the
    review that the documents are about, else (in a text on something else) "section:N" for what section N is about; and
    options of dilemmas. Issues of the statements help to tell dilemmas apart when they are known already.
    """
    words = StanceWords.of(table_of(knowledge, "stance"))
    around = Surroundings.of(document, statements, words, knowledge)
    judge, sides = Judge(words, around), _side_reader(knowledge)
    found: list[tuple[Stance, ...]] = []
    for index, statement in enumerate(statements):
        situation = around.situation(index)
        verdict = judge.verdict(situation, found[index - 1] if situation.joined else ())
        own = _stances(situation, verdict, around) if verdict else ()
        beside = Around(
            lead=situation.lead,
            question=situation.question_text,
            issues=tuple(match.notation for match in statement.issues),
            answer=verdict.polarity if verdict and verdict.rule == "answer" else None,
            conceding=verdict is not None and verdict.rule == "author-concedes",
        )
        found.append((*own, *sides.read(statement.words, beside)))
    return tuple(found)


def stance_label(stances: Sequence[Stance], document: Document, knowledge: Knowledge) -> str:
    """agree, disagree, mixed or none: toward what the question at hand proposes, else toward the review or report; the surest.

    Stances on the options of dilemmas are left aside; unclear counts as none.
    """
    options = {option.iri for dilemma in knowledge.dilemmas for option in dilemma.options}
    fitting = [stance for stance in stances if stance.target not in options and stance.polarity is not Polarity.UNCLEAR]
    best = max(fitting, key=lambda stance: (stance.target.startswith("section:"), stance.confidence), default=None)
    return best.polarity.value if best else "none"


def _stances(situation: Situation, verdict: Verdict, around: Surroundings) -> tuple[Stance, ...]:
    targets = _targets(situation, verdict, around)
    return tuple(
        Stance(target, verdict.polarity, verdict.basis, verdict.confidence, verdict.rule) for target in targets
    )


def _targets(situation: Situation, verdict: Verdict, around: Surroundings) -> tuple[str, ...]:
    """The question unless the text itself is judged, else the works named, else the subject, else the section."""
    judged = verdict.on_text and (situation.works or around.subject)
    if situation.question is not None and not judged:
        return (f"section:{situation.question}",)
    if situation.works:
        return situation.works
    if around.subject is not None:
        return (around.subject,)
    return (f"section:{situation.section}",)
