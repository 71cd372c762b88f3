"""The pack in use in, its build or a refusal out: the installed package's own pack has no documents to build from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.pack import PACK_FILE

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.store import EmbeddedStore

_WITHOUT_DOCUMENTS: Final = (
    f"no {PACK_FILE} here or above, and the installed package carries no documents; nothing was replaced. "
    "Make a pack (docs/own-documents.md in the project shows how) and build it with --pack FOLDER."
)


def check_has_documents(pack: Pack) -> None:
    """Refuse to build the installed package's own pack.

    Raises: UsageError that says what a pack is missing and where to read on.
    """
    if pack.from_wheel:
        raise UsageError(f"{Path.cwd()}: {_WITHOUT_DOCUMENTS}")


def open_build_of(pack: Pack, folder: Path) -> EmbeddedStore:
    """The store of the build in `folder`, read-only.

    Raises: as `kg.store.open_build`; UsageError as `check_has_documents` where there is no build and none can be made.
    """
    from kg.store import open_build

    try:
        return open_build(folder)
    except UsageError:
        check_has_documents(pack)
        raise
