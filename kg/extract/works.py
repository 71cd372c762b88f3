"""Text -> the registered reviews, reports and programmes that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.word_lists import any_of
from kg.knowledge.agents import AgentClass, RegisteredAgent, Registry, normal_form

_CLASSES: tuple[AgentClass, ...] = ("review", "report", "programme")


@dataclass(frozen=True, slots=True)
class NamedWork:
    """[start, end) of the text names this review, report or programme."""

    start: int
    end: int
    work: RegisteredAgent
    short: bool = False  # by a form that means it only where the text is about it


@dataclass(frozen=True, slots=True)
class WorkFinder:
    """Finds names of works; `WorkFinder.of` makes it from the registry."""

    pattern: re.Pattern[str] | None
    by_form: dict[str, tuple[RegisteredAgent, ...]]
    by_short_name: dict[str, tuple[RegisteredAgent, ...]]

    @classmethod
    def of(cls, registry: Registry) -> WorkFinder:
        works = [agent for agent in registry.agents if agent.cls in _CLASSES]
        forms = _index((name, work) for work in works for name in work.names)
        shorts = _index((name, work) for work in works for name in work.short_names)
        names = [*forms, *shorts]
        return cls(re.compile(rf"(?<!\w){any_of(names)}(?!\w)", re.IGNORECASE) if names else None, forms, shorts)

    def find(self, text: str) -> list[NamedWork]:
        """Names in the order of the text, the longest at each place; of a short name that several share, none."""
        if self.pattern is None:
            return []
        found = []
        for match in self.pattern.finditer(text):
            form = normal_form(match[0])
            fitting = [work for work in self.by_form.get(form, ()) if _case_fits(work, match[0])]
            shorts = self.by_short_name.get(form, ())
            if fitting:
                found.append(NamedWork(*match.span(), fitting[0]))
            elif len(shorts) == 1:
                found.append(NamedWork(*match.span(), shorts[0], short=True))
        return found


def _case_fits(work: RegisteredAgent, printed: str) -> bool:
    return not work.case_sensitive or any(
        word[0].isupper() for word in printed.split() if word.lower() not in ("the", "a")
    )


def _index(pairs: Iterable[tuple[str, RegisteredAgent]]) -> dict[str, tuple[RegisteredAgent, ...]]:
    found: dict[str, tuple[RegisteredAgent, ...]] = {}
    for name, work in pairs:
        key = normal_form(name)
        if work not in found.get(key, ()):
            found[key] = (*found.get(key, ()), work)
    return found
