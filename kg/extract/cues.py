"""The lexicon of reporting words -> tables by word form, ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.lexicon import Lexicon

_VOWELS = "aeiou"


@dataclass(frozen=True)
class Cues:
    """Reporting words by form. `verbs` gives a form's base form; the sets hold base forms."""

    verbs: dict[str, str]
    clause: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    preposition: dict[str, frozenset[str]]
    speech: frozenset[str]
    weak: frozenset[str]
    we: frozenset[str]
    document: frozenset[str]
    opinion_negative: frozenset[str]
    light: frozenset[str]
    passive_clause: frozenset[str]
    passive_object: frozenset[str]
    include: frozenset[str]
    topic_nouns: frozenset[str]
    held_nouns: frozenset[str]
    list_nouns: frozenset[str]
    adjectives: frozenset[str]
    inside: frozenset[str]
    certain: frozenset[str]
    according: tuple[str, ...]
    standpoints: frozenset[str]
    needing: dict[str, frozenset[str]]
    weighing: frozenset[str]
    trying: frozenset[str]
    human: frozenset[str]
    handling: frozenset[str]
    people: frozenset[str]
    charging: frozenset[str]
    idea_endings: tuple[str, ...]
    standing: frozenset[str]
    wishing: frozenset[str]
    owned_nouns: frozenset[str]
    hypothetical: frozenset[str]
    addressed: frozenset[str]
    denying: frozenset[str]
    deeds: frozenset[str]
    conceding: frozenset[str]
    themes: frozenset[str]
    shared: frozenset[str]
    contrasts: frozenset[str]
    occasions: frozenset[str]
    received: frozenset[str]


def read_cues(lexicon: Lexicon) -> Cues:
    """Raises: KnowledgeError where the lexicon lacks a list."""

    def words(*path: str) -> list[str]:
        return lexicon.words("reporting", *path)

    irregular: dict[str, list[str]] = lexicon.tables["reporting"]["irregular"]
    doubled = frozenset(words("doubled", "words"))
    prepositions = {
        name: frozenset(list_) for name, list_ in lexicon.tables["reporting"]["verbs"]["preposition"].items()
    }
    bases = {
        *words("verbs", "clause"), *words("verbs", "object"), *words("verbs", "infinitive"), *words("verbs", "speech", "words"),
        *words("nouns", "light"), *words("nouns", "include"), *words("passive", "clause"), *words("passive", "object"),
        *(word for list_ in prepositions.values() for word in list_),
    }  # fmt: skip
    verbs = {form: base for base in sorted(bases) for form in forms_of(base, irregular, doubled)}
    verbs.update({base: base for base in bases})
    return Cues(
        verbs=verbs,
        clause=frozenset(words("verbs", "clause")),
        object=frozenset(words("verbs", "object")),
        infinitive=frozenset(words("verbs", "infinitive")),
        preposition=prepositions,
        speech=frozenset(words("verbs", "speech", "words")),
        weak=frozenset(words("verbs", "weak", "words")),
        we=frozenset(words("verbs", "we", "words")),
        document=frozenset(words("verbs", "document", "words")),
        opinion_negative=frozenset(words("negative", "opinion")),
        light=frozenset(words("nouns", "light")),
        passive_clause=frozenset(words("passive", "clause")),
        passive_object=frozenset(words("passive", "object")),
        include=frozenset(words("nouns", "include")),
        topic_nouns=frozenset(_with_plurals(words("nouns", "topic"))),
        held_nouns=frozenset(_with_plurals(words("nouns", "held"))),
        list_nouns=frozenset(_with_plurals(words("nouns", "list"))),
        adjectives=frozenset(words("adjectives", "words")),
        inside=frozenset(words("adjectives", "inside")),
        certain=frozenset(words("adjectives", "certain")),
        according=tuple(words("according", "phrases")),
        standpoints=frozenset(words("according", "standpoints")),
        needing={
            verb: frozenset(words("verbs", "needing", verb)) for verb in lexicon.tables["reporting"]["verbs"]["needing"]
        },
        weighing=frozenset(words("verbs", "weighing", "words")),
        trying=frozenset(words("verbs", "trying", "words")),
        handling=frozenset(words("verbs", "handling", "words")),
        charging=frozenset(words("verbs", "charging", "words")),
        people=frozenset(lexicon.words("speakers", "groups", "members"))
        - frozenset(lexicon.words("speakers", "groups", "responses")),
        idea_endings=tuple(words("verbs", "handling", "endings")),
        human=frozenset(words("verbs", "human", "words")),
        wishing=frozenset(words("verbs", "wishing", "words")),
        standing=frozenset(words("adjectives", "standing")),
        owned_nouns=frozenset(_with_plurals([*words("nouns", "held"), *words("nouns", "owned")])),
        hypothetical=frozenset(words("hypothetical", "words")),
        addressed=frozenset(words("addressed", "words")),
        denying=frozenset(words("denying", "words")),
        conceding=frozenset(words("verbs", "conceding", "words")),
        deeds=frozenset(words("verbs", "deeds", "words")),
        themes=frozenset(words("themes", "nouns")),
        shared=frozenset(words("themes", "shared")),
        contrasts=frozenset(words("contrasts", "words")),
        occasions=frozenset(words("reception", "occasions")),
        received=frozenset(words("reception", "received")),
    )


def forms_of(base: str, irregular: dict[str, list[str]], doubled: frozenset[str]) -> set[str]:
    """All forms of an English verb.

    >>> sorted(forms_of("deny", {}, frozenset()))
    ['denied', 'denies', 'deny', 'denying']
    """
    stem = base + base[-1] if base in doubled else base
    ending_y = base.endswith("y") and base[-2] not in _VOWELS
    if ending_y:
        forms = {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    elif base.endswith("e"):
        forms = {base, base + "s", base + "d", base[:-1] + "ing" if not base.endswith("ee") else base + "ing"}
    else:
        third = base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else base + "s"
        forms = {base, third, stem + "ed", stem + "ing"}
    further = irregular.get(base, [])
    if further:
        forms = {form for form in forms if not form.endswith("ed")} | set(further)
    return forms


def _with_plurals(nouns: Iterable[str]) -> set[str]:
    both = set()
    for noun in nouns:
        both.add(noun)
        both.add(noun[:-1] + "ies" if noun.endswith("y") else noun + ("es" if noun.endswith(("s", "ch", "x")) else "s"))
    return both
