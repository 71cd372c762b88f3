"""A parsed sentence -> who says what in it: source, cue and content as ranges of tokens, with the rule that found them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]  # tokens, end excluded
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_COMPLEMENTIZERS = frozenset({"that", "whether", "if"})
_CONTENT_DEPS = ("ccomp", "dobj", "xcomp", "oprd", "acomp", "attr")
_CLAUSE_STARTERS = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a sentence; `source` None where the clause has no agent."""

    rule: str
    source: Range | None
    cue: Range
    content: Range
    verb: str  # base form, or the cue noun
    negated: bool = False
    limit: int | None = None  # token up to which the content may reach on; None: it ends where its own words end


class ClauseReader:
    """Reads the attributions of parsed sentences.

    may_speak: whether the noun phrase headed by a token may be a speaker of this verb (base form; has a clause as object).
    """

    def __init__(self, cues: Cues, may_speak: Callable[[Token, str, bool], bool]) -> None:
        self._cues = cues
        self._may_speak = may_speak

    def read(self, sentence: Doc) -> list[Found]:
        """All attributions, in the order of their cues; ranges may nest."""
        found: list[Found] = []
        for token in sentence:
            for rule in (
                self._active,
                self._passive,
                self._topic,
                self._existential,
                self._owned,
                self._listing,
                self._adjective,
            ):
                item = rule(token)
                if item is not None:
                    found.append(item)
                    break
        found.extend(self._according(sentence))
        return _trimmed(found, sentence)

    # ------------------------------------------------------------ X says that …

    def _active(self, token: Token) -> Found | None:
        verb = self._cues.verbs.get(token.lower_)
        if verb is not None and token.tag_ == "NNS":
            return self._noun_like_verb(token, verb)
        if verb is None or not token.tag_.startswith("VB") or _is_passive(token):
            return None
        subject = _subject(token)
        if subject is None or _hypothetical(token, self._cues):
            return None
        content, rule = self._complement(token, verb)
        if content is None and verb in self._cues.speech:
            content, rule = _fronted(token, subject)
        if content is None or content[0] <= token.i and rule != "clause-fronted" or _for_somebody_to(token):
            return None
        if subject.lower_ == "we" and (_in_aside(token) or token.doc[content[0]].lower_ == "you"):
            return None
        has_clause = rule in ("clause", "clause-fronted", "light-verb")
        if not self._may_speak(subject, verb, has_clause):
            main = _subject(token.doc[:].root) if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl") else None
            if main is None:
                main = self._above(subject, token, verb, has_clause)
            if main is None or main.i > token.i or not self._may_speak(main, verb, has_clause):
                return None
            subject = main
        negated = any(child.dep_ == "neg" for child in token.children)
        if negated:
            if verb not in self._cues.opinion_negative and subject.lower_ != "we":
                return None
            first = min(child.i for child in token.children if child.dep_ in ("neg", "aux"))
            content = (first, content[1])
        source = _phrase(subject)
        return Found(rule, source, (token.i, token.i + 1), content, verb, negated)

    def _noun_like_verb(self, token: Token, verb: str) -> Found | None:
        """ "The Plan advocates for …": a verb in -s that the parser took for a plural, behind a name at the sentence's head."""
        if not 0 < token.i <= 3 or not token.lower_.endswith("s") or verb not in self._cues.speech | self._cues.document:
            return None
        name = token.doc[token.i - 1]
        if not name.text[:1].isupper() or not self._may_speak(name, verb, True):
            return None
        content = _right_after(token, frozenset(p for p, verbs in self._cues.preposition.items() if verb in verbs))
        content = content or _after_that(token)
        return Found("clause", (name.i, name.i + 1), (token.i, token.i + 1), content, verb) if content else None

    def _above(self, subject: Token, token: Token, verb: str, has_clause: bool) -> Token | None:
        """ "a report of 7 January which advised that …": the relative clause hangs on the last noun, and means the first."""
        if token.dep_ != "relcl":
            return None
        for _ in range(4):
            subject = subject.head
            if subject.tag_.startswith("NN") and self._may_speak(subject, verb, has_clause):
                return subject
        return None

    def _complement(self, token: Token, verb: str) -> tuple[Range | None, str]:
        """What the verb takes as the thing said, and the rule that took it."""
        cues = self._cues
        children = {child.dep_: child for child in token.children if child.i > token.i}
        at_once = _right_after(token, frozenset(name for name, verbs in cues.preposition.items() if verb in verbs))
        if at_once is not None:
            return at_once, f"preposition-{token.doc[token.i + 1].lower_}"
        if verb in cues.clause:
            clause = children.get("ccomp")
            if clause is not None and _is_finite(clause):
                thing = children.get("dobj")
                if (
                    thing is not None
                    and thing.i < clause.left_edge.i
                    and verb not in cues.addressed
                    and thing.tag_.startswith("NN")
                ):
                    return (
                        thing.left_edge.i,
                        clause.right_edge.i + 1,
                    ), "object" if verb in cues.object or verb in cues.clause else "clause"
                return _extent(clause, token), "clause"
            surface = _after_that(token)
            if surface is not None:
                return surface, "clause"
        if verb in cues.light and "dobj" in children:
            held = children["dobj"]
            if held.lower_ in cues.held_nouns:
                content = _noun_content(held, token)
                if content is not None:
                    return content, "light-verb"
        for preposition in token.children:
            if (
                preposition.dep_ in ("prep", "agent", "dative")
                and preposition.i > token.i
                and verb in cues.preposition.get(preposition.lower_, ())
            ):
                content = _after_preposition(preposition, token)
                if content is not None and ("dobj" not in children or preposition.lower_ in ("as", "for")):
                    return content, f"preposition-{preposition.lower_}"
        if verb in cues.infinitive:
            content = _infinitive(token, children)
            if content is not None:
                return content, "infinitive"
        if verb in cues.object:
            thing = children.get("dobj") or children.get("ccomp") or children.get("oprd") or children.get("xcomp")
            if thing is not None and thing.lower_ not in (
                "it",
                "them",
                "themselves",
                "itself",
                "this",
                "that",
                "him",
                "her",
                "us",
                "me",
            ):
                return _extent(thing, token), "object"
        if verb in cues.speech and verb not in cues.weak:
            bare = _bare_clause(token)
            if bare is not None:
                return bare, "clause"
        if verb in cues.clause and verb in cues.speech and "xcomp" in children:
            return _extent(children["xcomp"], token), "clause"
        return None, ""

    # ------------------------------------------------------------ it was felt that …; the need for … was raised

    def _passive(self, token: Token) -> Found | None:
        verb = self._cues.verbs.get(token.lower_)
        if verb is None or not token.tag_.startswith("VB") or not _is_passive(token):
            return None
        if _hypothetical(token, self._cues) or any(child.dep_ == "neg" for child in token.children):
            return None
        subject = _subject(token)
        agent = next(
            (
                grandchild
                for child in token.children
                if child.dep_ == "agent" or child.lower_ == "by"
                for grandchild in child.children
                if grandchild.dep_ == "pobj"
            ),
            None,
        )
        if agent is not None and not self._may_speak(agent, verb, False):
            return None
        source = _phrase(agent) if agent is not None else None
        cue = (token.i, token.i + 1)
        if subject is None:
            return None
        clause = next(
            (
                child
                for child in token.children
                if child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > token.i and _is_finite(child)
            ),
            None,
        )
        if verb in self._cues.passive_clause:
            if subject.lower_ == "it" and clause is not None:
                return Found("passive-clause", source, cue, _extent(clause, token), verb)
            if subject.lower_ in self._cues.held_nouns | self._cues.topic_nouns:
                content = _noun_content(subject, token) or (
                    _extent(clause, token) if clause is not None else _after_that(token)
                )
                if content is not None:
                    return Found("passive-noun", source, cue, content, verb)
        if verb in ("accept", "reject", "support", "agree") and subject.lower_ in ("recommendation", "recommendations", "they") and agent is not None:
            return Found("passive-object", source, cue, (subject.left_edge.i, token.right_edge.i + 1), verb)
        if verb in self._cues.passive_object and subject.lower_ not in (
            "it",
            "this",
            "that",
            "these",
            "they",
            "which",
            "who",
            "we",
            "i",
            "he",
            "she",
        ):
            thing = _phrase(subject, whole=True)
            tail = len(sentence_rest(token)) if agent is None else 0
            return Found(
                "passive-object", source, cue, (thing[0], len(token.doc)) if tail >= _LONG_TAIL else thing, verb
            )
        return None

    # ------------------------------------------------------------ a key theme was …

    def _topic(self, token: Token) -> Found | None:
        if token.lower_ not in (
            "was",
            "is",
            "were",
            "are",
            "being",
            "be",
            "been",
            "related",
            "relates",
            "focused",
            "focussed",
            "centred",
            "around",
        ):
            return None
        subject = _subject(token)
        if (
            subject is None
            or subject.lower_ not in self._cues.topic_nouns
            or subject.i > token.i
            or not _singled_out(subject)
        ):
            return None
        source = _owner(subject)
        if source is not None and not self._may_speak(source, "say", False):
            return None
        if source is None and not _is_theme(subject):
            return None
        thing = next(
            (
                child
                for child in token.children
                if child.i > token.i and child.dep_ in ("ccomp", "attr", "acomp", "xcomp", "prep", "advcl", "oprd")
            ),
            None,
        )
        if thing is None:
            return None
        if thing.dep_ == "prep":
            content = _after_preposition(thing, token)
        elif thing.lower_ in self._cues.held_nouns and thing.dep_ == "attr":
            content = _noun_content(thing, token) or _extent(thing, token)
        else:
            content = _extent(thing, token)
        if content is None:
            return None
        return Found(
            "topic", _phrase(source) if source is not None else None, (subject.i, token.i + 1), content, subject.lower_
        )

    # ------------------------------------------------------------ there was a view that …

    def _existential(self, token: Token) -> Found | None:
        if token.dep_ != "expl" or token.lower_ != "there":
            return None
        verb = token.head
        noun = next(
            (
                child
                for child in verb.children
                if child.dep_ in ("attr", "dobj", "nsubj", "nsubjpass") and child.i > token.i
            ),
            None,
        )
        if noun is None:
            return None
        if noun.lower_ in self._cues.held_nouns:
            content = _noun_content(noun, verb)
            if content is None:
                return None
            source = _owner(noun)
            if source is not None and not self._may_speak(source, "say", False):
                source = None
            return Found(
                "existential",
                _phrase(source) if source is not None else None,
                (noun.i, noun.i + 1),
                content,
                noun.lower_,
            )
        return None

    # ------------------------------------------------------------ X's position that …

    def _owned(self, token: Token) -> Found | None:
        if token.lower_ not in self._cues.held_nouns or token.tag_ not in ("NN", "NNS"):
            return None
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        if owner is None or owner.tag_ == "PRP$" or not self._may_speak(owner, "say", False):
            return None
        clause = next(
            (child for child in token.children if child.dep_ in ("acl", "ccomp", "relcl") and child.i > token.i), None
        )
        if clause is None or not any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children):
            return None
        return Found("owned-noun", _phrase(owner), (token.i, token.i + 1), _extent(clause, token), token.lower_)

    # ------------------------------------------------------------ suggestions included …

    def _listing(self, token: Token) -> Found | None:
        verb = self._cues.verbs.get(token.lower_)
        if verb not in self._cues.include or verb == "be" or not token.tag_.startswith("VB") or _is_passive(token):
            return None
        subject = _counted_noun(_subject(token))
        if subject is None or subject.lower_ not in self._cues.list_nouns or subject.i > token.i:
            return None
        things = [
            child
            for child in token.children
            if child.i > token.i and child.dep_ in ("dobj", "xcomp", "prep", "ccomp", "advcl", "oprd", "pcomp")
        ]
        if not things:
            return None
        first = things[0]
        content = (
            _after_preposition(first, token)
            if first.dep_ == "prep"
            else (first.left_edge.i, max(thing.right_edge.i for thing in things) + 1)
        )
        source = _owner(subject)
        if content is None:
            return None
        if source is not None and not self._may_speak(source, "say", False):
            source = None
        return Found(
            "listing",
            _phrase(source) if source is not None else None,
            (subject.i, token.i + 1),
            content,
            subject.lower_,
        )

    # ------------------------------------------------------------ X is clear that …

    def _adjective(self, token: Token) -> Found | None:
        if (
            token.lower_ not in self._cues.adjectives
            or token.dep_ not in ("acomp", "conj", "oprd", "ROOT", "ccomp", "attr")
            and token.tag_ != "VBN"
        ):
            return None
        verb = token.head if token.dep_ in ("acomp", "oprd", "attr") else token
        subject = _subject(verb) if verb.i != token.i else _subject(token)
        if token.dep_ == "conj" and subject is None:
            subject = _subject(token.head.head) if token.head.dep_ == "acomp" else None
        if (
            subject is None
            or subject.i > token.i
            or not self._may_speak(subject, "be", False)
            or subject.lower_ in ("it", "this", "that")
        ):
            return None
        if any(child.dep_ == "neg" for child in verb.children) or _hypothetical(verb, self._cues):
            return None
        content: Range | None = None
        for child in token.children:
            if child.i > token.i and child.dep_ in ("ccomp", "xcomp", "advcl"):
                content = _extent(child, token)
                break
            if (
                child.i > token.i
                and child.dep_ == "prep"
                and child.lower_ in ("about", "of", "in", "on", "to", "by", "with")
            ):
                content = _adjective_preposition(child, token)
                break
        content = content or _after_that(token)
        if content is None:
            return None
        if token.lower_ in self._cues.inside:
            content = (token.i, content[1])
        return Found("adjective", _phrase(subject), (token.i, token.i + 1), content, token.lower_)

    # ------------------------------------------------------------ according to X, …

    def _according(self, sentence: Doc) -> Iterable[Found]:
        for phrase in self._cues.according:
            words = phrase.split()
            for start in range(len(sentence) - len(words)):
                if [token.lower_ for token in sentence[start : start + len(words)]] != words:
                    continue
                last = sentence[start + len(words) - 1]
                head = next((child for child in last.children if child.dep_ in ("pobj", "pcomp")), None)
                if head is None or not self._may_speak(head, "say", True):
                    continue
                source = _phrase(head)
                cue = (start, start + len(words))
                before, after = (0, start), (source[1], len(sentence))
                content = after if start <= 2 else before
                if content[1] - content[0] >= 3:
                    yield Found("according-to", source, cue, content, phrase)


# ---------------------------------------------------------------- subjects


def _subject(token: Token) -> Token | None:
    """The head of the noun phrase that does what the verb tells, through conjunction, control and relative clauses."""
    for _ in range(6):
        own = _nearest_subject(token)
        root = token.doc[:].root
        if own is None and token.tag_ == "VBN" and token.dep_ in ("acl", "relcl") and root.tag_ in ("NN", "NNS", "NNP") and root.i < token.i:
            return root  # the parser took the main verb for a participle
        if own is not None:
            if own.lower_ in _RELATIVES and token.dep_ == "relcl":
                return token.head
            if own.lower_ in ("that", "which", "who") and token.dep_ not in ("relcl", "ccomp"):
                return None
            return own
        inverted = _inverted_subject(token)
        if inverted is not None:
            return inverted
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp") and token.head.i != token.i:
            token = token.head.head if token.dep_ == "pcomp" else token.head
            continue
        if token.dep_ in ("acl", "relcl") and token.tag_ == "VBG":
            return token.head
        return _left_neighbour(token)
    return None


def _left_neighbour(token: Token) -> Token | None:
    """The main verb's subject where the parser saw none: the nearest name before it, over appositions ("X, head of Y, said")."""
    if token.dep_ != "ROOT" or token.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    for word in reversed(list(token.doc[: token.i])):
        if word.tag_.startswith("VB"):
            return None
        if word.tag_ in ("NNP", "NNPS") or (word.i <= 1 and word.text[:1].isupper() and word.tag_ not in ("PRP", "DT", "IN", "RB")):
            while word.dep_ in ("appos", "compound", "conj") and word.head.tag_ in ("NNP", "NNPS") and word.head.i < token.i:
                word = word.head
            return word
    return None


def _nearest_subject(token: Token) -> Token | None:
    """The parser may hang a participle's noun on the verb as well; the subject is the nearest. "X and Y both": X and Y."""
    subjects = [child for child in token.children if child.dep_ in _SUBJECTS]
    before = [child for child in subjects if child.i < token.i]
    if not subjects:
        return None
    own = before[-1] if before else subjects[0]
    if own.lower_ in ("both", "all", "each"):
        named = [
            word
            for word in token.doc[: own.i]
            if word.tag_ in ("NNP", "NNPS")
            and word.dep_ in (*_SUBJECTS, "ROOT", "dep", "pobj", "appos", "npadvmod", "conj")
        ]
        if named and not list(own.children):
            return named[0]
    return own


def _fronted(token: Token, subject: Token) -> tuple[Range | None, str]:
    """ "Care is costly, the report adds": the clause stands before its verb."""
    clause = next((child for child in token.children if child.dep_ == "ccomp" and child.i < subject.i), None)
    if clause is None or not _is_finite(clause) or token.doc[subject.left_edge.i - 1].text not in (",", "”", "-", "–"):
        return None, ""
    return (clause.left_edge.i, min(clause.right_edge.i + 1, subject.left_edge.i)), "clause-fronted"


def _for_somebody_to(token: Token) -> bool:
    """ "for the council to report": nobody has reported."""
    if token.tag_ != "VB" or not any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
        return False
    if token.dep_ == "xcomp" and token.head.lower_.startswith(("ask", "agree", "call", "urg", "press", "need", "recommend", "propos", "expect", "requir", "encourag")):
        return True
    if token.dep_ == "advcl" and any(child.dep_ == "ccomp" for child in token.children):
        return False  # "came before the inquiry to suggest that …"
    return any(child.dep_ in _SUBJECTS for child in token.children) or token.dep_ in ("acl", "relcl", "advcl", "pcomp")


def _in_aside(token: Token) -> bool:
    """ "where we think …", "as we note …": said by the way."""
    verb = token
    while verb.head.i != verb.i:
        if verb.dep_ in ("advcl", "relcl") and any(
            child.lower_ in ("where", "when", "as", "which") for child in verb.children
        ):
            return True
        verb = verb.head
    return False


def _inverted_subject(token: Token) -> Token | None:
    """“…,” said X: the verb stands first and what follows it is its subject."""
    if token.tag_ not in ("VBD", "VBZ") or token.dep_ != "ROOT" or token.i > 1:
        return None
    return next(
        (
            child
            for child in token.children
            if child.dep_ in ("dobj", "attr", "nsubj", "npadvmod") and child.i > token.i
        ),
        None,
    )


def _phrase(head: Token, *, whole: bool = False) -> Range:
    """The noun phrase of a head: without relative clauses and appositions unless whole."""
    if whole:
        return head.left_edge.i, head.right_edge.i + 1
    end = head.i + 1
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in ("prep", "conj", "cc", "case", "nummod", "poss")
            and (
                child.dep_ != "prep"
                or child.lower_ in ("of", "for", "with", "in", "from", "to", "at", "on", "working", "among", "amongst")
            )
        ):
            end = max(end, child.right_edge.i + 1)
        elif child.i > head.i and child.dep_ == "acl" and child.tag_ == "VBG":
            end = max(end, child.right_edge.i + 1)
        elif child.i > head.i and child.dep_ in ("relcl", "appos", "punct"):
            break
    start = min(
        (
            child.left_edge.i
            for child in head.children
            if child.i < head.i and child.dep_ not in ("punct", "mark", "cc", "preconj", "advmod", "prep")
        ),
        default=head.i,
    )
    quantity = next((child for child in head.children if child.dep_ == "advmod" and child.i == start - 1), None)
    return (quantity.i if quantity is not None else start), end


def _owner(noun: Token) -> Token | None:
    """Whose theme or view it is: among respondents, from parents, by the council, of many, X's."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ != "its":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in (
            "among",
            "amongst",
            "from",
            "by",
            "of",
            "throughout",
            "across",
            "in",
        ):
            holder = next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
            if holder is not None:
                return holder
        if child.dep_ in ("acl", "relcl"):
            for agent in child.children:
                if agent.dep_ == "agent" or agent.lower_ in ("by", "in", "from"):
                    holder = next((grandchild for grandchild in agent.children if grandchild.dep_ == "pobj"), None)
                    if holder is not None:
                        return holder
    return None


def _counted_noun(noun: Token | None) -> Token | None:
    """ "some of the challenges": the challenges."""
    if noun is not None and noun.lower_ in (
        "some",
        "many",
        "most",
        "one",
        "several",
        "examples",
        "example",
        "range",
        "number",
    ):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), noun)
    return noun


_THEMES = frozenset("theme themes thread point points argument view feeling suggestion suggestions comment comments criticism consensus line".split())
_SHARED = frozenset("common recurring key raised frequent main consistent overarching popular frequently widespread".split())


def _is_theme(noun: Token) -> bool:
    """Themes and suggestions have their holders even where no word names them; plain facts have none."""
    return noun.lower_ in _THEMES or any(child.lower_ in _SHARED for child in noun.children)


def _singled_out(noun: Token) -> bool:
    return noun.tag_ in ("NN", "NNS")


# ---------------------------------------------------------------- contents


def _extent(head: Token, cue: Token) -> Range:
    """The complement's own words."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if start <= cue.i < end:  # the parser wound the clause around its verb
        start = cue.i + 1
    return start, end


def _right_after(token: Token, prepositions: frozenset[str]) -> Range | None:
    """What follows the preposition right behind the verb, whatever the parser hung it on: "pointed to …", "called for X to …"."""
    sentence = token.doc
    at = token.i + 1
    while at < len(sentence) and sentence[at].tag_ == "RB":
        at += 1
    if at + 1 >= len(sentence) or sentence[at].lower_ not in prepositions or sentence[at + 1].tag_ in (".", ",", ":"):
        return None
    if sentence[at].lower_ == "to" and sentence[at].tag_ == "TO" and sentence[at + 1].tag_ == "VB":
        return None
    if sentence[at].lower_ == "on" and token.lower_.startswith("call"):
        return None
    things = [word for word in (sentence[at], *sentence[at].children) if word.right_edge.i > at]
    end = max((word.right_edge.i + 1 for word in things), default=at + 2)
    if sentence[at].dep_ == "mark":
        end = max(end, sentence[at].head.right_edge.i + 1)
    return at + 1, max(end, at + 2)


def _bare_clause(token: Token) -> Range | None:
    """A clause without "that" right behind the verb, where the parser saw none."""
    sentence = token.doc
    if token.i + 2 >= len(sentence) or sentence[token.i + 1].tag_ not in ("PRP", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "EX", "PRP$"):
        return None
    end = next((word.i for word in sentence[token.i + 1 :] if word.text in (",", ";", ":")), len(sentence))
    if not any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in sentence[token.i + 2 : end]):
        return None
    return token.i + 1, end


def _after_that(token: Token) -> Range | None:
    """That-clause right after the cue, where the parser saw none."""
    sentence = token.doc
    limit = min(len(sentence), token.i + 7)
    for at in range(token.i + 1, limit):
        word = sentence[at]
        if word.lower_ in ("that", "whether") and word.tag_ in ("IN", "WDT", "DT"):
            if at > token.i + 1 and any(
                sentence[i].tag_.startswith("VB") or sentence[i].tag_ == "." for i in range(token.i + 1, at)
            ):
                return None
            return (at, _clause_end(sentence, at)) if at + 2 < len(sentence) else None
        if word.tag_.startswith("VB") or word.text in ".;":
            return None
    return None


def _clause_end(sentence: Doc, start: int) -> int:
    end = len(sentence)
    for at in range(start + 1, len(sentence)):
        if sentence[at].text == ";":
            return at
    return end


def _is_finite(verb: Token) -> bool:
    """A clause and not a bare noun: has a subject, a mark or an auxiliary."""
    return any(
        child.dep_ in (*_SUBJECTS, "mark", "aux", "expl", "auxpass") for child in verb.children
    ) or verb.tag_ in ("VBZ", "VBD", "VBP", "MD")


def _noun_content(noun: Token, cue: Token) -> Range | None:
    """What a held noun is about: a that-clause, or what follows of, for, about, on, over …"""
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "relcl", "advcl") and child.left_edge.lower_ == "for" and child.left_edge.dep_ == "mark":
            return child.left_edge.i + 1, child.right_edge.i + 1
        if child.dep_ in ("acl", "ccomp", "relcl") and (
            child.left_edge.lower_ in _COMPLEMENTIZERS or child.left_edge.lower_ in ("to", *_CLAUSE_STARTERS)
        ):
            return _extent(child, cue)
        if child.dep_ == "prep" and child.lower_ in (
            "about",
            "for",
            "over",
            "around",
            "on",
            "regarding",
            "concerning",
            "with",
            "of",
            "in",
            "as",
            "at",
            "to",
        ):
            return _after_preposition(child, cue)
    for token in noun.doc[noun.i + 1 : noun.i + _NOUN_TO_THAT]:
        if token.lower_ == "that" and token.tag_ in ("IN", "WDT") and token.i + 2 < len(noun.doc):
            return token.i, _clause_end(noun.doc, token.i)
        if token.tag_.startswith("VB") or token.text in ",;":
            break
    return None


_NOUN_TO_THAT = 9  # words between a noun and its that-clause: "a strong sense from the respondents that …"


def _after_preposition(preposition: Token, cue: Token) -> Range | None:
    thing = next(
        (child for child in preposition.children if child.dep_ in ("pobj", "pcomp", "prep", "advmod", "amod", "dep")),
        None,
    )
    if thing is None:
        return None
    start, end = _extent(thing, cue)
    return max(start, preposition.i + 1), max(end, preposition.right_edge.i + 1)


def _adjective_preposition(preposition: Token, adjective: Token) -> Range | None:
    content = _after_preposition(preposition, adjective)
    return content if content is not None else None


def _infinitive(token: Token, children: dict[str, Token]) -> Range | None:
    """to do something; somebody to do something."""
    action = children.get("xcomp") or children.get("ccomp")
    if action is None or not any(child.lower_ == "to" and child.dep_ == "aux" for child in action.children):
        return None
    whom = children.get("dobj")
    start = action.left_edge.i if whom is None or whom.i > action.i else whom.left_edge.i
    start, end = min(start, action.left_edge.i), _extent(action, token)[1]
    preposition = next(
        (
            child
            for child in token.children
            if child.dep_ == "prep" and child.lower_ in ("on", "upon") and child.i < action.i
        ),
        None,
    )
    if preposition is not None:
        start = preposition.i + 1
    return start, end


# ---------------------------------------------------------------- verbs


_LONG_TAIL = 6  # words after a passive verb and its agent; so many belong to what was said


def sentence_rest(token: Token) -> list[Token]:
    """The words of a passive verb's clause behind it, without its agent."""
    agent = next((child for child in token.children if child.dep_ == "agent" or child.lower_ == "by"), None)
    after = max(token.i, agent.right_edge.i if agent is not None else token.i) + 1
    rest = [word for word in token.doc[after : token.right_edge.i + 1] if word.dep_ != "punct"]
    return rest if not any(word.dep_ == "conj" and word.head.i == token.i for word in rest) else []


def _is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)


def _hypothetical(token: Token, cues: Cues) -> bool:
    auxiliaries = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
    if not auxiliaries and token.dep_ == "conj" and token.tag_ == "VB":
        auxiliaries = [child for child in token.head.children if child.dep_ == "aux"]
    return any(child.lower_ in cues.hypothetical for child in auxiliaries)


# ---------------------------------------------------------------- ends

_CONTRASTS = frozenset({"while", "whilst", "whereas", "however"})
_FREE_RULES = frozenset({"passive-object", "owned-noun", "according-to"})


def _trimmed(found: list[Found], sentence: Doc) -> list[Found]:
    """Contents to their ends: on to the end of the cue's clause, up to the next attribution beside it; loose words off."""
    kept = []
    for item in found:
        start, core = item.content
        end = core if item.rule in _FREE_RULES else max(core, _reach(item, core, sentence))
        for other in found:
            if other is not item and start < other.cue[0]:
                first = _begin(other, item, sentence)
                if start < first < end and (first >= core or _beside(other, item, sentence)):
                    end = first
        start, end = _without_loose_ends(sentence, start, end)
        if end > start and not (
            item.source and item.source[0] < end and start < item.source[1] and item.rule not in _FREE_RULES
        ):
            kept.append(replace(item, content=(start, end)))
    return kept


def _reach(item: Found, core: int, sentence: Doc) -> int:
    """Where the clause of the cue ends: the sentence, or the subordinate clause that holds the cue."""
    verb = sentence[item.cue[1] - 1]
    limit = len(sentence)
    while verb.head.i != verb.i:
        if verb.dep_ in ("relcl", "advcl", "acl", "pcomp") and verb.right_edge.i + 1 >= core:
            closing = (
                verb.dep_ in ("relcl", "acl")
                and verb.head.dep_ in ("attr", "dobj", "pobj")
                and verb.head.head.i < verb.head.i
            )
            limit = len(sentence) if closing else verb.right_edge.i + 1
            break
        verb = verb.head
    for at in range(core, min(limit, len(sentence))):
        token = sentence[at]
        if token.text == ";" or (
            token.lower_ in _CONTRASTS and at and sentence[at - 1].text in (",", ";", "-", "–", "—")
        ):
            return at
    return limit


def _begin(other: Found, item: Found, sentence: Doc) -> int:
    """Where the other attribution begins; one that shares the speaker begins with its verb."""
    if other.rule == "existential":
        there = other.cue[0]
        while there > 0 and item.cue[1] <= there and other.cue[0] - there < 8:
            there -= 1
            if sentence[there].lower_ == "there":
                return there
    if other.source is None or other.source == item.source or other.source[0] < item.content[0]:
        return other.cue[0]
    return min(other.source[0], other.cue[0])


def _beside(other: Found, item: Found, sentence: Doc) -> bool:
    """Whether another attribution stands beside `item` and not inside what it reports."""
    verb, cue = sentence[other.cue[1] - 1], sentence[item.cue[1] - 1]
    if verb.dep_ in ("conj", "parataxis", "advcl") and (
        verb.head.i == cue.i or verb.head.head.i == cue.i and verb.head.dep_ == "conj"
    ):
        return True
    first = _begin(other, item, sentence)
    before = sentence[first - 1].lower_ if first else ""
    if verb.tag_ == "VBG" and (before in _CONTRASTS or before == "," and other.source == item.source):
        return True
    marked = before in (*_CONTRASTS, "but", "although", "though", ";", "-", "–", "—")
    if before == "and" and other.rule in ("existential", "topic"):
        return True
    return marked and other.source is not None and other.source != item.source


def _without_loose_ends(sentence: Doc, start: int, end: int) -> Range:
    while start < end and (
        sentence[start].lower_ == "that"
        and start + 1 < end
        or sentence[start].dep_ == "punct"
        and sentence[start].text not in ("(", "[", "£", "$")
    ):
        start += 1
    while end > start:
        last = sentence[end - 1]
        loose = last.dep_ == "punct" and last.text not in (")", "]", "%")
        if loose or last.lower_ in ("and", "but", "while", "whilst", "however", "although", "or"):
            end -= 1
        else:
            break
    return start, end
