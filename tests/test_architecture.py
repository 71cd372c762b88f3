"""The stages stand in the order that docs/architecture.md draws, and none imports from a later one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"
FIRST_COLUMN = re.compile(r"^\| (`kg/.+?) \|", re.MULTILINE)


def drawn_order() -> tuple[set[str], list[str]]:
    """The modules that all stages share, and the stages, as the page's table names them."""
    cells = FIRST_COLUMN.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    shared = {Path(name).stem for name in re.findall(r"`([\w/]+\.py)`", cells[0])}
    return shared, [name for cell in cells[1:] for name in re.findall(r"`kg/(\w+)/`", cell)]


SHARED, STAGES = drawn_order()


def imported(path: Path) -> Iterator[str]:
    """What a module imports of `kg`, also inside functions: "read.flow" for `from kg.read.flow import …`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("kg.") for alias in node.names if alias.name.startswith("kg."))
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "kg":
                yield from (alias.name for alias in node.names)
            elif node.module.startswith("kg."):
                yield node.module.removeprefix("kg.")


def test_every_folder_of_the_program_stands_in_the_drawing() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_from_earlier_ones(stage: str) -> None:
    later = set(STAGES[STAGES.index(stage) + 1 :])
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((PACKAGE / stage).rglob("*.py"))
        for name in imported(path)
        if name.split(".")[0] in later
    ]
    assert wrong == []


@pytest.mark.parametrize("module", sorted(SHARED))
def test_what_all_share_imports_from_no_stage(module: str) -> None:
    assert [name for name in imported(PACKAGE / f"{module}.py") if name.split(".")[0] in STAGES] == []


def test_the_reader_of_this_test_sees_imports_of_every_form() -> None:
    source = PACKAGE / "build.py"  # imports at the top and inside functions
    assert {"store", "extract.pipeline", "model", "__version__"} <= set(imported(source))
