"""A chart in, a picture of it out: SVG (text stays text) or PNG. The same chart gives the same bytes of SVG.

Nothing is told by colour alone: bars are hatched and numbered, cells hold their numbers.
"""

from __future__ import annotations

import io
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from kg.view.charts import Bars, Chart, Heat, Moments

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH: Final = 9.0  # inches
_LINE: Final = 0.34  # inches of height a row
_COLOURS: Final = {"agree": "#1a7f4b", "disagree": "#c0392b", "mixed": "#a87400"}
_HATCHES: Final = {"agree": "", "disagree": "//", "mixed": ".."}
_INK: Final = "#1c2130"
_CAPTION: Final = 120  # characters a line
_SHADE: Final = "Blues"
_DARK: Final = 0.55  # of the largest number, from which on a cell's number is white
_SETTINGS: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "text.parse_math": False,  # "£3 and $4" is no formula
    "axes.labelcolor": _INK,
    "axes.edgecolor": "#85837a",
    "hatch.linewidth": 0.6,
}


def svg_of(chart: Chart) -> str:
    """The chart as an SVG element with title and description, without XML declaration: fit to stand in a page."""
    text = _saved(chart, "svg").decode("utf-8")
    text = text[text.index("<svg") :]
    opening, rest = text.split(">", 1)
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
    return f'{opening} role="img">{told}{rest}'.strip() + "\n"


def png_of(chart: Chart) -> bytes:
    """The chart as a PNG of 150 dots an inch."""
    return _saved(chart, "png")


def _saved(chart: Chart, format_name: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, _height(chart)), layout="constrained")
        FigureCanvasAgg(figure)
        _draw(figure, chart)
        data = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if format_name == "svg" else {"Software": None}
        figure.savefig(data, format=format_name, dpi=150, metadata=metadata)
    return data.getvalue()


def _height(chart: Chart) -> float:
    shape = chart.shape
    rows = (
        len(shape.names)
        if isinstance(shape, Bars)
        else len(shape.rows)
        if isinstance(shape, Heat)
        else len(shape.dates)
    )
    return 1.6 + _LINE * max(rows, 2) + (1.2 if isinstance(shape, Heat) else 0)


def _draw(figure: Figure, chart: Chart) -> None:
    axes = figure.add_subplot()
    axes.set_title(chart.title, loc="left", fontweight="bold", wrap=True)
    shape = chart.shape
    if isinstance(shape, Bars):
        _draw_bars(axes, shape)
    elif isinstance(shape, Heat):
        _draw_heat(axes, shape)
    else:
        _draw_moments(axes, shape)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    told = fill(" ".join((chart.description, *chart.notes)), _CAPTION)
    figure.supxlabel(told, fontsize=9, x=0.01, ha="left")


def _draw_bars(axes: Axes, shape: Bars) -> None:
    from matplotlib.ticker import MaxNLocator

    places = range(len(shape.names))
    left = [0] * len(shape.names)
    for name, numbers in shape.series:
        bars = axes.barh(
            places,
            numbers,
            left=left,
            label=name,
            color=_COLOURS.get(name, "#626a7a"),
            hatch=_HATCHES.get(name, "xx"),
            edgecolor="white",
        )
        axes.bar_label(
            bars,
            [str(number) if number else "" for number in numbers],
            label_type="center",
            color=_INK,
            fontsize=8,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
        )
        left = [before + number for before, number in zip(left, numbers, strict=True)]
    axes.set_yticks(places, shape.names)
    axes.invert_yaxis()
    axes.set_xlabel(f"number of {shape.unit}")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if shape.names:
        axes.legend(loc="lower right")


def _draw_heat(axes: Axes, shape: Heat) -> None:
    if not shape.rows or not shape.columns:
        axes.set_axis_off()
        return
    largest = max(max(row) for row in shape.numbers) or 1
    axes.imshow(shape.numbers, cmap=_SHADE, aspect="auto", vmin=0, vmax=largest)
    axes.set_yticks(range(len(shape.rows)), shape.rows)
    axes.set_xticks(range(len(shape.columns)), shape.columns, rotation=25, ha="right", rotation_mode="anchor")
    for y, (numbers, texts) in enumerate(zip(shape.numbers, shape.texts, strict=True)):
        for x, (number, text) in enumerate(zip(numbers, texts, strict=True)):
            colour = "white" if number > _DARK * largest else _INK
            axes.text(x, y, text, ha="center", va="center", color=colour, fontsize=8)


def _draw_moments(axes: Axes, shape: Moments) -> None:
    """One line an event, dated at the left: events of one day do not cover each other."""
    from matplotlib.ticker import MaxNLocator

    years = [_year(text) for text in shape.dates]
    places = range(len(years))
    axes.scatter(years, places, color="#2a48c4", zorder=3)
    axes.hlines(places, min(years, default=0), years, color="#dcd9d0", zorder=1)
    axes.set_yticks(
        places, [f"{when}  {label}" for when, label in zip(shape.dates, shape.labels, strict=True)], fontsize=8
    )
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")


def _year(text: str) -> float:
    """A year, month or day as a number of years: its first day's place on the axis.

    >>> _year("2021-07")
    2021.5
    """
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 366
