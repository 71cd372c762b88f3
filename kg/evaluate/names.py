"""A speaker as predicted and the names that are right in, whether it is the same speaker out."""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluate.places import word_forms

# Words that do not tell one speaker from another: titles and articles are left out, generic words are not enough.
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady baroness cllr councillor rt hon the a an mp cbe obe".split()
)
_GENERIC = frozenset(
    "respondent respondents report review responses some many several others other organisation organisations people "
    "spokesperson children s of for and in".split()
)


def name_words(name: str) -> list[str]:
    """Words of a name without titles, articles and the possessive ending."""
    plain = name.replace("’", "'").replace("'s", "")
    return [word for word in word_forms(plain) if word not in _TITLES]


def is_same_speaker(said: str | None, right: Iterable[str]) -> bool:
    """Whether one name holds all words of the other and they share a word that is not generic.

    Names made of generic words alone ("Respondents", "Some respondents") pass when one holds the other.
    """
    if not said:
        return False
    ours = name_words(said)
    return any(_agree(ours, name_words(name)) for name in right)


def _agree(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return False
    if a == b:
        return True
    small, large = sorted((frozenset(a), frozenset(b)), key=len)
    if not small <= large:
        return False
    return bool(small - _GENERIC) or large <= _GENERIC


def is_canonical(said: str | None, canonical: str) -> bool:
    """Whether the name is the canonical one itself, quantifier and all; case, articles and titles aside."""
    return bool(said) and name_words(said or "") == name_words(canonical)
