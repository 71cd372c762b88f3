"""A pack: where one review's knowledge and documents are, and which pack is in use.

The core (ontology, shapes, codes, lexicon, queries) always loads; a pack adds its own and wins where both have one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError, UsageError
from kg.namespaces import ISSUE_ROOT

PACK_FILE = "pack.toml"


def core_folder() -> Path:
    """The folder that holds `ontology/`, `queries/` and the first `pack.toml`: in the wheel `kg/_pack`, else the repository."""
    packed = Path(__file__).parent / "_pack"
    return packed if packed.is_dir() else Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One review: its key, the base of its IRIs, its files."""

    key: str
    title: str
    base: str  # ends with "/"
    folder: Path  # where pack.toml stands
    core: Path
    knowledge_folder: Path | None  # the pack's own Turtle
    manifest: Path | None  # sources.toml
    subject: str | None  # IRI of the review (or report) that the documents are about
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def issue_base(self) -> str:
        return f"{ISSUE_ROOT}{self.key}/"

    @property
    def from_wheel(self) -> bool:
        return self.folder == self.core and self.core.name == "_pack"

    @property
    def build_folder(self) -> Path:
        """Beside pack.toml; for the wheel's pack in the working folder."""
        return (Path.cwd() if self.from_wheel else self.folder) / "build"

    def turtle_files(self) -> list[Path]:
        """Core first, then the pack's own, each in the order of names; a pack's file of the same name wins."""
        core = sorted(self._core_ontology.glob("*.ttl"))
        own = sorted(self.knowledge_folder.glob("*.ttl")) if self.knowledge_folder else []
        names = {path.name for path in own}
        return [path for path in core if path.name not in names] + own

    def lexicon_files(self) -> list[Path]:
        """Core lexicon files, then the pack's own (which add to or replace tables of the same name)."""
        core = sorted((self._core_ontology / "lexicon").glob("*.toml"))
        own = sorted((self.knowledge_folder / "lexicon").glob("*.toml")) if self.knowledge_folder else []
        return core + own

    def query_folders(self) -> list[Path]:
        """Folders of `.rq` files, the pack's own first."""
        own = self.folder / "queries"
        core = self.core / "queries"
        return [path for path in dict.fromkeys((own, core)) if path.is_dir()]

    @property
    def _core_ontology(self) -> Path:
        return self.core / "ontology"


def find_pack(explicit: str | Path | None = None) -> Pack:
    """The pack in use: `explicit` (a folder or a pack.toml), else KG_PACK, else the nearest pack.toml upward from here, else the wheel's.

    Raises: UsageError where a named pack is not there; KnowledgeError where pack.toml cannot be used.
    """
    named = explicit or os.environ.get("KG_PACK")
    if named:
        path = Path(named)
        path = path / PACK_FILE if path.is_dir() else path
        if not path.is_file():
            raise UsageError(f"{path}: no such pack. Give a folder that holds {PACK_FILE}.")
        return read_pack(path)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / PACK_FILE).is_file():
            return read_pack(folder / PACK_FILE)
    return read_pack(core_folder() / PACK_FILE)


def read_pack(path: Path) -> Pack:
    """A pack from its pack.toml.

    Raises: KnowledgeError, naming the file and what is wrong.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}. Correct it.") from error
    for name in ("key", "title", "base"):
        if not isinstance(table.get(name), str) or not table[name]:
            raise KnowledgeError(f"{path}: {name!r} is missing or not a text. Add it.")
    folder = path.parent.resolve()
    knowledge = folder / str(table.get("knowledge", "ontology"))
    manifest = folder / str(table["manifest"]) if "manifest" in table else None
    base = str(table["base"])
    subject = table.get("subject")
    return Pack(
        key=table["key"],
        title=table["title"],
        base=base if base.endswith("/") else base + "/",
        folder=folder,
        core=core_folder().resolve(),
        knowledge_folder=knowledge if knowledge.is_dir() else None,
        manifest=manifest,
        subject=f"{base}{subject}" if isinstance(subject, str) else None,
        settings=table.get("settings", {}),
    )
