"""The manifest: which rows can be used, what is wrong with the others, and what lies beside them unlisted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kg.errors import DocumentError, KnowledgeError
from kg.pack import core_folder, read_pack
from kg.read.manifest import ManifestEntry, read_manifest, unlisted_files

# SHA-256 of the three bytes "abc": the first example of FIPS 180-2, appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
GOOD = {"key": "a-letter", "file": "texts/a.txt", "title": "A letter", "sha256": ABC}


def write_manifest(folder: Path, *rows: dict[str, str]) -> Path:
    """A manifest in the folder, with texts/a.txt and texts/b.txt that hold "abc" each."""
    (folder / "texts").mkdir(exist_ok=True)
    for name in ("a.txt", "b.txt"):
        (folder / "texts" / name).write_bytes(b"abc")
    tables = ["\n".join(["[[document]]", *(f"{name} = '{value}'" for name, value in row.items())]) for row in rows]
    path = folder / "sources.toml"
    path.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    return path


def without(name: str) -> dict[str, str]:
    return {field: value for field, value in GOOD.items() if field != name}


def problems_of(path: Path) -> list[str]:
    """The problems without the manifest's folder in front."""
    return [str(problem).removeprefix(f"{path.parent}{os.sep}") for problem in read_manifest(path)[1]]


def test_a_full_row_is_read_as_it_stands(tmp_path: Path) -> None:
    facts = {
        "author": "Ada Example",
        "publisher": "Example Trust",
        "date": "2021-06",
        "media_type": "text/plain",
        "rights": "not stated",
        "source": "https://example.org/a?b=1",
        "language": "en-GB",
    }
    entries, problems = read_manifest(write_manifest(tmp_path, {**GOOD, **facts}))
    assert problems == ()
    assert entries == (ManifestEntry(key="a-letter", file="texts/a.txt", title="A letter", sha256=ABC, **facts),)


def test_the_least_row_has_key_file_title_and_hash_and_counts_as_english(tmp_path: Path) -> None:
    (entry,), problems = read_manifest(write_manifest(tmp_path, GOOD))
    assert problems == ()
    assert (entry.publisher, entry.date, entry.rights, entry.language) == (None, None, None, None)


def test_a_date_may_be_written_as_toml_writes_dates(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, GOOD)
    path.write_text(path.read_text() + "date = 2021-07-09\n")
    assert read_manifest(path)[0][0].date == "2021-07-09"


def test_a_row_at_fault_is_left_out_and_named_and_the_others_stay_in_order(tmp_path: Path) -> None:
    second = {**GOOD, "key": "second", "file": "texts/gone.txt"}
    third = {**GOOD, "key": "third", "file": "texts/b.txt"}
    entries, problems = read_manifest(write_manifest(tmp_path, third, second, GOOD))
    assert [entry.key for entry in entries] == ["third", "a-letter"]
    assert [type(problem) for problem in problems] == [DocumentError]
    assert str(problems[0]) == (
        f"{tmp_path / 'sources.toml'}, document 2 (second): "
        "file 'texts/gone.txt' is not there or not a file. Restore it or take the row out."
    )


def test_the_manifest_is_named_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_manifest(tmp_path, without("title"))
    monkeypatch.chdir(tmp_path.parent)
    (problem,) = read_manifest(path)[1]
    assert str(problem) == f"{tmp_path.name}/sources.toml, document 1 (a-letter): title is missing. Add it."


@pytest.mark.parametrize("name", ["key", "file", "title"])
def test_a_row_without_key_file_or_title_says_so(tmp_path: Path, name: str) -> None:
    place = "document 1:" if name == "key" else "document 1 (a-letter):"
    path = write_manifest(tmp_path, without(name))
    assert problems_of(path) == [f"sources.toml, {place} {name} is missing. Add it."]


def test_a_row_without_hash_is_told_the_hash_to_add(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, without("sha256"))
    assert problems_of(path) == [
        f"sources.toml, document 1 (a-letter): sha256 is missing. If the file is the right one, add sha256 = '{ABC}'."
    ]


def test_a_file_that_has_changed_is_left_out_with_both_hashes(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, GOOD)
    (tmp_path / "texts" / "a.txt").write_bytes(b"abd")
    found = hashlib.sha256(b"abd").hexdigest()
    assert read_manifest(path)[0] == ()
    assert problems_of(path) == [
        f"sources.toml, document 1 (a-letter): 'texts/a.txt' has changed: its SHA-256 is {found}, not {ABC}. "
        "Restore the file or correct the row."
    ]


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("date", "2021-13-45", "date '2021-13-45' is not a date such as 2021, 2021-06 or 2021-06-17. Correct it."),
        ("date", "2021-02-29", "date '2021-02-29' is not a date such as 2021, 2021-06 or 2021-06-17. Correct it."),
        ("date", "June 2021", "date 'June 2021' is not a date such as 2021, 2021-06 or 2021-06-17. Correct it."),
        ("key", "A Letter", "key 'A Letter' is not lower-case letters and digits joined with hyphens. Correct it."),
        ("sha256", "abc", "sha256 'abc' is not 64 lower-case hexadecimal digits. Correct it."),
        ("media_type", "text", "media_type 'text' is not a media type such as text/plain. Correct it."),
        ("language", "English!", "language 'English!' is not a language tag such as en. Correct it."),
        (
            "source",
            "javascript:alert(1)",
            "source 'javascript:alert(1)' is not an address that begins with http or https. Correct it.",
        ),
        (
            "source",
            "https://example.org/a b",
            "source 'https://example.org/a b' is not an address that begins with http or https. Correct it.",
        ),
        ("title", " ", "title is ' ', not a text. Write it in quotation marks or leave it out."),
    ],
)
def test_a_value_at_fault_is_shown_with_its_field_and_what_is_wanted(
    tmp_path: Path, field: str, value: str, fault: str
) -> None:
    path = write_manifest(tmp_path, {**GOOD, field: value})
    assert read_manifest(path)[0] == ()
    place = "document 1:" if field == "key" else "document 1 (a-letter):"
    assert problems_of(path) == [f"sources.toml, {place} {fault}"]


def test_a_misspelt_field_is_not_lost_in_silence(tmp_path: Path) -> None:
    (problem,) = problems_of(write_manifest(tmp_path, {**GOOD, "pubisher": "Example Trust"}))
    assert problem.startswith("sources.toml, document 1 (a-letter): 'pubisher' is not a field. Known: key, file, ")


def test_a_number_as_title_is_not_a_text(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, without("title"))
    path.write_text(path.read_text() + "title = 1984\n")
    assert problems_of(path) == [
        "sources.toml, document 1 (a-letter): title is 1984, not a text. Write it in quotation marks or leave it out."
    ]


@pytest.mark.parametrize("name", ["../secret.txt", "texts/../../secret.txt", "texts/link.txt"])
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"abc")
    path = write_manifest(pack, {**GOOD, "file": name})
    (pack / "texts" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert read_manifest(path)[0] == ()
    assert problems_of(path) == [
        f"sources.toml, document 1 (a-letter): file {name!r} lies outside the manifest's folder. "
        "Move it there and give its path from there."
    ]


def test_an_absolute_path_is_refused_even_into_the_folder(tmp_path: Path) -> None:
    (problem,) = problems_of(write_manifest(tmp_path, {**GOOD, "file": str(tmp_path / "texts" / "a.txt")}))
    assert "lies outside the manifest's folder" in problem


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, {**GOOD, "file": "texts/pipe.txt"})
    os.mkfifo(tmp_path / "texts" / "pipe.txt")
    assert problems_of(path) == [
        "sources.toml, document 1 (a-letter): file 'texts/pipe.txt' is not there or not a file. "
        "Restore it or take the row out."
    ]


def test_a_key_given_to_two_documents_leaves_both_out_and_names_both_rows(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, GOOD, {**GOOD, "file": "texts/b.txt"})
    assert read_manifest(path)[0] == ()
    fault = "key 'a-letter' stands in rows 1 and 2 with different facts. Keep the right row."
    assert problems_of(path) == [f"sources.toml, document {number} (a-letter): {fault}" for number in (1, 2)]


def test_a_file_with_different_facts_leaves_both_out_however_its_path_is_written(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, GOOD, {**GOOD, "key": "other", "file": "./texts/a.txt"})
    assert read_manifest(path)[0] == ()
    fault = "file 'texts/a.txt' stands in rows 1 and 2 with different facts. Keep the right row."
    assert problems_of(path) == [
        f"sources.toml, document 1 (a-letter): {fault}",
        f"sources.toml, document 2 (other): {fault}",
    ]


def test_a_row_said_twice_counts_once(tmp_path: Path) -> None:
    entries, problems = read_manifest(write_manifest(tmp_path, GOOD, GOOD))
    assert (len(entries), problems) == (1, ())


def test_markup_and_control_characters_in_a_title_are_kept_as_text(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, without("title"))
    path.write_text(path.read_text() + 'title = "<script>\\u001b[31m"\n')
    assert read_manifest(path)[0][0].title == "<script>\x1b[31m"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "lists no document. Give each document a [[document]] table."),
        ("document = []", "lists no document. Give each document a [[document]] table."),
        ("[document]\nkey = 'a'", "lists no document. Give each document a [[document]] table."),
        ("[[document]]\ntitle = 'a", "not TOML: "),
        ("key;file;title\na;b;c", "not TOML: "),
        ("[[document]]\ndate = 2021-13-45", "not TOML: "),
    ],
)
def test_a_manifest_that_is_no_list_of_documents_is_refused_as_a_whole(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        read_manifest(path)
    assert str(caught.value).startswith(f"{path}: {fault}")
    assert str(caught.value).endswith(".")


def test_a_manifest_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read: No such file or directory"):
        read_manifest(tmp_path / "sources.toml")
    (tmp_path / "sources.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(KnowledgeError, match="not TOML"):
        read_manifest(tmp_path / "sources.toml")


def test_files_beside_listed_ones_are_told_apart_from_readmes_and_hidden_files(tmp_path: Path) -> None:
    path = write_manifest(tmp_path, GOOD)
    for name in ("README.md", ".hidden", "c.pdf"):
        (tmp_path / "texts" / name).write_bytes(b"")
    assert unlisted_files(path, read_manifest(path)[0]) == ("texts/b.txt", "texts/c.pdf")


def test_without_entries_nothing_is_unlisted(tmp_path: Path) -> None:
    assert unlisted_files(write_manifest(tmp_path, GOOD), ()) == ()


def test_the_first_packs_documents_are_all_there_unchanged_and_listed() -> None:
    manifest = read_pack(core_folder() / "pack.toml").manifest
    assert manifest is not None
    entries, problems = read_manifest(manifest)
    assert problems == ()
    assert [entry.key for entry in entries] == [
        "first-report",
        "law-firm-briefing",
        "review-launched",
        "towards-consensus",
        "your-feedback",
    ]
    assert unlisted_files(manifest, entries) == ()
