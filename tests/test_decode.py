"""Bytes of a file -> text: which encoding is taken, what is said about it, and what is refused."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from attribution_cases import knowledge
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.extract.pipeline import extract
from kg.model import Document
from kg.read import read_document
from kg.read.decode import decode

LINE = "The café’s roof leaked, said Nora Quill.\n"


def read_bytes(folder: Path, data: bytes, name: str = "a.txt", *, limit: int = 1_000_000) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read_document(path, knowledge().lexicon, limit=limit)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_stays_in_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + LINE.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (("\ufeff" if mark else "") + LINE, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_said_so(encoding: str) -> None:
    decoded = decode(LINE.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (LINE, encoding)
    assert decoded.warnings == (f"no byte-order mark, read as {encoding}",)


def test_windows_1252_is_read_and_said_so() -> None:
    decoded = decode(LINE.encode("windows-1252"), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (
        LINE,
        "windows-1252",
        ("not UTF-8, read as Windows-1252",),
    )


def test_no_character_stands_in_for_bytes_that_were_not_understood() -> None:
    assert "\ufffd" not in decode(LINE.encode("latin-1", "ignore"), "a.txt").text


def test_a_replacement_character_that_the_file_holds_is_kept() -> None:
    assert decode("a \ufffd b".encode(), "a.txt").text == "a \ufffd b"


def test_control_characters_and_terminal_escapes_stay_in_the_text() -> None:
    text = "a\x00b \x1b[31mred\x1b[0m \x07 end of a line of text\n"
    assert decode(text.encode(), "a.txt").text == text


@given(st.text(max_size=80))
def test_any_text_comes_back_from_its_own_utf_8(text: str) -> None:
    data = text.encode("utf-8")
    if not data.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf", codecs.BOM_UTF8)) and "\x00" not in text:
        assert decode(data, "a.txt").text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name_in_one_line(data: bytes) -> None:
    try:
        text = decode(data, "a.txt").text
    except DocumentError as error:
        text = str(error)
        in_one_line = text.startswith("a.txt: ") and "\n" not in text
    else:
        in_one_line = True
    assert in_one_line
    assert text.encode("utf-8")[:0] == b""  # holds no half of a character


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff" * 2, "not text (byte 0xff at 0)"),
        (b"a\xff\x00b", "not text (byte 0xff at 1)"),
        (b"%PDF-1.7\n", "is a PDF, not plain text"),
        (b"PK\x03\x04rest", "is a zip archive (perhaps a Word document), not plain text"),
        (b"{\\rtf1 text}", "is an RTF document, not plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Word or Excel document, not plain text"),
        (b"\x89PNG\r\n", "is a picture, not plain text"),
        (b"\x1f\x8b\x08", "is a gzip archive, not plain text"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_by_name_with_what_it_is_and_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError) as raised:
        decode(data, "a.txt")
    assert str(raised.value).startswith(f"a.txt: {what}")
    assert "Save it as" in str(raised.value)


def test_an_ending_that_lies_is_seen_by_content(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.txt: is a PDF"):
        read_bytes(tmp_path, b"%PDF-1.7\n")
    assert read_bytes(tmp_path, b"Plain words.", "b.pdf").text == "Plain words."


def test_half_a_character_behind_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(DocumentError, match="not utf-16-le, as its byte-order mark says"):
        decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", "a.txt")


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\u200b\ufeff\u200e \n"])
def test_a_file_without_a_word_is_accepted_warned_of_and_says_nothing(tmp_path: Path, text: str) -> None:
    document = read_bytes(tmp_path, text.encode())
    assert document.text == text
    assert document.warnings == ("no text",)
    assert extract(document, knowledge()).statements == ()


def test_the_record_of_the_file_is_of_its_bytes(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, LINE.encode("windows-1252"))
    assert document.file.size == len(LINE)
    assert document.file.encoding == "windows-1252"
    assert document.warnings == ("not UTF-8, read as Windows-1252",)
    assert document.file.sha256 != document.sha256  # of the bytes, and of the text in UTF-8


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="11 bytes, over the limit of 10"):
        read_bytes(tmp_path, b"eleven byte", limit=10)


def test_a_folder_a_pipe_and_a_missing_file_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    for name, what in [
        ("pipe.txt", "is not a regular file"),
        ("folder.txt", "is a folder"),
        ("none.txt", "no such file"),
    ]:
        with pytest.raises(DocumentError, match=what):
            read_document(tmp_path / name, knowledge().lexicon)


def test_a_file_that_may_not_be_read_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_bytes(b"words")
    monkeypatch.setattr(Path, "read_bytes", refuse)  # the mode of a file does not stop the superuser
    with pytest.raises(DocumentError, match=r"a\.txt: cannot be read: Permission denied"):
        read_document(tmp_path / "a.txt", knowledge().lexicon)
