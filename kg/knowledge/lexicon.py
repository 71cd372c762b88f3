"""Word lists of the language (layout, reporting verbs, quantifiers, titles …) from TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Tables by the name of their file: `tables["layout"]` is layout.toml."""

    tables: Mapping[str, Mapping[str, Any]]

    def words(self, file: str, *path: str) -> list[str]:
        """The list of texts at tables[file][path…].

        Raises: KnowledgeError where it is missing or not a list of texts.
        """
        value: Any = self.tables.get(file)
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise KnowledgeError(f"lexicon/{file}.toml: {'.'.join(path)} is missing or not a list of texts. Add it.")
        return value


def read_lexicon(paths: Iterable[Path]) -> Lexicon:
    """All tables; of files of the same name the later one's keys win.

    Raises: KnowledgeError naming file and line.
    """
    tables: dict[str, dict[str, Any]] = {}
    for path in paths:
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise KnowledgeError(f"{path}: cannot be read: {error}. Correct it.") from error
        tables.setdefault(path.stem, {}).update(read)
    return Lexicon(tables)
