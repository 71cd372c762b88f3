"""A briefing as a Word file; the same briefing gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from kg.view.briefing.model import Briefing, Part, Quote, Table
from kg.view.wording import visible

if TYPE_CHECKING:
    from kg.view.charts import Chart

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can tell
_NO_XML: Final = re.compile("[\ufffe\uffff]")  # what XML cannot hold, besides what `visible` names


def docx_of(briefing: Briefing) -> bytes:
    """The file."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.title, properties.author = _text(briefing.title)[:255], ""
    properties.created = properties.modified = datetime(*_LONG_AGO)
    document.add_heading(_text(briefing.title), level=0)
    document.add_paragraph(_text(briefing.lead))
    for part in briefing.parts:
        document.add_heading(_text(part.title), level=1)
        _add_part(document, part)
    document.add_heading("How far to trust it", level=1)
    for note in briefing.notes:
        document.add_paragraph(_text(note), style="List Bullet")
    data = io.BytesIO()
    document.save(data)
    return _timeless(data.getvalue())


def _add_part(document: Any, part: Part) -> None:
    for paragraph in part.paragraphs:
        document.add_paragraph(_text(paragraph))
    for quote in part.quotes:
        _add_quote(document, quote)
    for table in part.tables:
        _add_table(document, table)
    for chart in part.charts:
        _add_chart(document, chart)


def _add_quote(document: Any, quote: Quote) -> None:
    words = f"“{quote.words}”" if quote.verbatim else f"[not verbatim] {quote.words}"
    document.add_paragraph(_text(words), style="Intense Quote")
    said = document.add_paragraph()
    said.add_run(_text(quote.speaker)).bold = True
    said.add_run(_text(f", {quote.place}. {quote.side + '. ' if quote.side else ''}"))
    said.add_run(_text(f"{quote.sureness}. {quote.link}")).italic = True


def _add_table(document: Any, table: Table) -> None:
    if table.title:
        document.add_paragraph(_text(table.title)).runs[0].bold = True
    grid = document.add_table(rows=1, cols=len(table.heading), style="Light Grid Accent 1")
    for cell, text in zip(grid.rows[0].cells, table.heading, strict=True):
        cell.text = _text(text)
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = _text(text)


def _add_chart(document: Any, chart: Chart) -> None:
    from docx.shared import Inches

    from kg.view.drawing import png_of

    document.add_picture(io.BytesIO(png_of(chart)), width=Inches(6))
    picture = document.inline_shapes[-1]._inline.docPr  # no public way to give a picture its text
    picture.set("descr", _text(f"{chart.title}. {chart.description}"))
    heading, *rows = chart.table
    _add_table(document, Table(chart.title, heading, tuple(rows)))


def _text(text: str) -> str:
    return _NO_XML.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", visible(" ".join(text.split())))


def _timeless(data: bytes) -> bytes:
    """The same ZIP file with no clock time in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
