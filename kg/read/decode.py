"""Bytes of a file -> its text as decoded, with the encoding and what was doubtful about it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kg.errors import DocumentError

# (byte-order mark, encoding); the longer mark first, since UTF-32 begins like UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (perhaps a Word document)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file: by byte-order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252.

    A byte-order mark stays in the text, so that offsets count every character as decoded.
    Raises: DocumentError where the bytes are another format or no text.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"{name}: is {what}, not plain text. Save it as text and give that file.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    wide = _wide_encoding(data)
    if wide:
        decoded = _decode_as(data, wide, name)
        return Decoded(decoded.text, wide, (f"no byte-order mark, read as {wide}",))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_windows(data, name, error)


def _decode_as(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: not {encoding}, as its byte-order mark says (byte 0x{data[error.start]:02x} at {error.start}). Save it as UTF-8."
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes in every second place."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_windows(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    """Windows-1252 where it is plausible: no control characters, and mostly plain letters."""
    refusal = DocumentError(f"{name}: not text (byte 0x{data[error.start]:02x} at {error.start}). Save it as UTF-8.")
    if any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in set(data)):
        raise refusal from error
    if sum(byte > 0x7F for byte in data) > 0.3 * len(data):
        raise refusal from error
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise refusal from error
    return Decoded(text, "windows-1252", ("not UTF-8, read as Windows-1252",))
