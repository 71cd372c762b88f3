"""Files that others wrote and that pages load: each is the one that the list names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.explorer import static_files


def test_each_file_of_others_is_the_one_that_the_list_names() -> None:
    assert list(static_files.iter_astray()) == []


def test_a_file_that_was_changed_is_missing_or_is_not_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "changed.js").write_text("alert(1)", encoding="utf-8")
    (vendor / "unlisted.js").write_text("", encoding="utf-8")
    entry = (
        '[[file]]\npath = "vendor/{}.js"\nname = "n"\nversion = "1"\nlicence = "MIT"\nsource = "npm"\nsha256 = "00"\n'
    )
    (tmp_path / "VENDORED.toml").write_text(entry.format("changed") + entry.format("missing"), encoding="utf-8")
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    monkeypatch.setattr(static_files, "LIST", tmp_path / "VENDORED.toml")
    assert [fault.split(":")[0] for fault in static_files.iter_astray()] == [
        "vendor/changed.js",
        "vendor/missing.js",
        "vendor/unlisted.js",
    ]
