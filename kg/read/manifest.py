"""The manifest of a pack's documents (TOML): which files, with what facts, and what is wrong with a row.

One `[[document]]` table a document. Paths count from the manifest's folder and stay below it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kg.errors import DocumentError, KnowledgeError

_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_UNSAFE_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One document as the manifest describes it; its file was there, with these bytes, when it was read."""

    key: str  # lower-case ASCII words joined with hyphens
    file: str  # path from the manifest's folder
    title: str
    sha256: str  # of the file's bytes
    author: str | None = None
    publisher: str | None = None
    date: str | None = None  # partial date
    media_type: str | None = None
    rights: str | None = None
    source: str | None = None  # web address where the document was published
    language: str | None = None


_FIELDS: Final = tuple(field.name for field in fields(ManifestEntry))
_REQUIRED: Final = ("key", "file", "title", "sha256")


class _Fault(ValueError):
    """What is wrong with one row, without the place."""


def read_manifest(path: Path) -> tuple[tuple[ManifestEntry, ...], tuple[DocumentError, ...]]:
    """Documents that can be used, in the manifest's order, and what is wrong with the others.

    Each problem names manifest, number of the row (from 1), key, and what to do. Two rows that contradict each other
    (one key for two documents, one file with different facts) are both left out; a row said twice counts once.

    Raises: KnowledgeError where the manifest is not there, is not TOML, or lists no document.
    """
    entries: dict[int, ManifestEntry] = {}
    faults: dict[int, str] = {}
    rows = _read_rows(path)
    for number, row in enumerate(rows, 1):
        try:
            entries[number] = _read_row(row, path.parent)
        except _Fault as fault:
            faults[number] = str(fault)
    for number, fault_text in _contradictions(entries).items():
        faults[number] = fault_text
        del entries[number]
    problems = (_problem(path, number, rows[number - 1], faults[number]) for number in sorted(faults))
    return tuple(dict.fromkeys(entries.values())), tuple(problems)


def unlisted_files(path: Path, entries: Iterable[ManifestEntry]) -> tuple[str, ...]:
    """Files that lie beside listed documents but are not listed, as paths from the manifest's folder, sorted.

    Hidden files and READMEs are not documents. A row at fault does not list its file: give all entries that were read.
    """
    root = path.parent
    listed = {entry.file for entry in entries}
    folders = {(root / name).parent for name in listed}
    beside = (found for folder in folders for found in folder.iterdir() if found.is_file() and found != path)
    names = {found.relative_to(root).as_posix() for found in beside if not found.name.startswith((".", "README"))}
    return tuple(sorted(names - listed))


def _read_rows(path: Path) -> list[Mapping[str, object]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(
            f"{_shown(path)}: cannot be read: {error.strerror}. Correct the pack's manifest."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_shown(path)}: not TOML: {error}. Correct it.") from error
    rows = table.get("document")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(f"{_shown(path)}: lists no document. Give each document a [[document]] table.")
    return rows


def _read_row(row: Mapping[str, object], folder: Path) -> ManifestEntry:
    unknown = sorted(row.keys() - set(_FIELDS))
    if unknown:
        raise _Fault(f"{unknown[0]!r} is not a field. Known: {', '.join(_FIELDS)}.")
    values = {name: _text(name, value) for name, value in row.items()}
    for name in _REQUIRED:
        if name not in values and name != "sha256":
            raise _Fault(f"{name} is missing. Add it.")
    _check_forms(values)
    path = _path_below(folder, values["file"])
    found = _hash(path, values["file"])
    if values.get("sha256") is None:
        raise _Fault(f"sha256 is missing. If the file is the right one, add sha256 = {found!r}.")
    if values["sha256"] != found:
        raise _Fault(
            f"{values['file']!r} has changed: its SHA-256 is {found}, not {values['sha256']}. "
            "Restore the file or correct the row."
        )
    return ManifestEntry(**{**values, "file": path.relative_to(folder.resolve()).as_posix()})


def _text(name: str, value: object) -> str:
    if name == "date" and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise _Fault(f"{name} is {value!r}, not a text. Write it in quotation marks or leave it out.")
    return value.strip()


def _check_forms(values: Mapping[str, str]) -> None:
    """Faults of key, date, hash, media type, language and address, the first one raised."""
    forms = (
        ("key", _KEY, "lower-case letters and digits joined with hyphens"),
        ("sha256", _HASH, "64 lower-case hexadecimal digits"),
        ("media_type", _MEDIA_TYPE, "a media type such as text/plain"),
        ("language", _LANGUAGE, "a language tag such as en"),
    )
    for name, form, wanted in forms:
        if name in values and not form.fullmatch(values[name]):
            raise _Fault(f"{name} {values[name]!r} is not {wanted}. Correct it.")
    if "date" in values and not _is_partial_date(values["date"]):
        raise _Fault(f"date {values['date']!r} is not a date such as 2021, 2021-06 or 2021-06-17. Correct it.")
    if "source" in values and not _is_web_address(values["source"]):
        raise _Fault(f"source {values['source']!r} is not an address that begins with http or https. Correct it.")


def _is_partial_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not _UNSAFE_IN_IRI.search(text)


def _path_below(folder: Path, name: str) -> Path:
    """The file's real path; a path that leads out of the folder, by a link too, is refused before anything is read."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise _Fault(f"file {name!r} is not a path. Correct it.") from error
    if Path(name).is_absolute() or not path.is_relative_to(root):
        raise _Fault(f"file {name!r} lies outside the manifest's folder. Move it there and give its path from there.")
    return path


def _hash(path: Path, name: str) -> str:
    if not path.is_file():
        raise _Fault(f"file {name!r} is not there or not a file. Restore it or take the row out.")
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _Fault(f"file {name!r} cannot be read: {error.strerror}. Give the right to read it.") from error


def _contradictions(entries: Mapping[int, ManifestEntry]) -> dict[int, str]:
    """What is wrong with rows that share a key or a file and are not the same row."""
    faults: dict[int, str] = {}
    for name in ("file", "key"):
        rows_of: dict[str, list[int]] = {}
        for number, entry in entries.items():
            rows_of.setdefault(getattr(entry, name), []).append(number)
        for value, numbers in rows_of.items():
            if len({entries[number] for number in numbers}) > 1:
                listed = " and ".join(map(str, numbers))
                text = f"{name} {value!r} stands in rows {listed} with different facts. Keep the right row."
                faults |= dict.fromkeys(numbers, text)
    return faults


def _problem(path: Path, number: int, row: Mapping[str, object], fault: str) -> DocumentError:
    key = row.get("key")
    named = f" ({key})" if isinstance(key, str) and _KEY.fullmatch(key) else ""
    return DocumentError(f"{_shown(path)}, document {number}{named}: {fault}")


def _shown(path: Path) -> str:
    """The path from the working folder where it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
