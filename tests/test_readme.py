"""The README tells the truth: its commands run, and print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild, run_kg

from kg.cli import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMPT = "$ .venv/bin/"


def shown_commands() -> list[tuple[str, str]]:
    """Each command that the README shows with an answer, and the answer; `make readme` puts the answers in again."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    parts = [part.partition("\n") for block in blocks for part in block.split(PROMPT)[1:]]
    return [(command, answer) for command, _, answer in parts]


def test_the_first_screen_shows_a_question_the_command_that_asks_it_and_the_answer() -> None:
    first_screen = README.splitlines()[:30]
    assert "What did Ofsted say about section 47 enquiries?" in first_screen
    command, answer = shown_commands()[0]
    assert PROMPT + command in first_screen
    assert "inspection findings" in answer


@pytest.mark.parametrize(("command", "answer"), shown_commands())
def test_a_command_prints_what_the_readme_shows(command: str, answer: str, corpus_build: CorpusBuild) -> None:
    program, *words = shlex.split(command)
    done = run_kg(*words, "--build", corpus_build.folder)
    assert (program, done.code, done.err) == ("kg", 0, "")
    assert done.out.rstrip("\n") == answer.rstrip("\n")


@pytest.mark.parametrize("command", re.findall(r"^kg (?:query|view) .*", README, re.MULTILINE))
def test_a_command_that_the_readme_proposes_has_an_answer(
    command: str, corpus_build: CorpusBuild, tmp_path: Path
) -> None:
    done = run_kg(*shlex.split(command)[1:], "--build", corpus_build.folder, cwd=tmp_path, KG_PACK=str(ROOT))
    assert (done.code, done.err) == (0, "")
    assert not done.out.startswith("0 rows")
    assert done.out or any(tmp_path.glob("*.html"))


def test_every_command_stands_in_the_readme() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(names) >= 9
    assert [name for name in names if f"`kg {name}" not in README] == []


def test_the_two_commands_are_made_by_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"^make (\w+) ", README, re.MULTILINE):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE)
    assert re.findall(r"^make (\w+) ", README, re.MULTILINE) == ["graph", "test"]


def test_the_ci_runs_the_readmes_test_command() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


@pytest.mark.parametrize(
    "page", [Path("README.md"), *(p.relative_to(ROOT) for p in sorted((ROOT / "docs").rglob("*.md")))]
)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
