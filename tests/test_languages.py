"""Text in other languages: told by block and by document, said so, and never read as English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attribution_cases import extraction_of, knowledge, said
from conftest import ROOT, run_kg

from kg.model import Document
from kg.read import document_of

ENGLISH = "Nora Quill said that the stores were empty. It rained for three days, and nobody came to look at the pumps in the old street by the river."
WELSH = "Mae hi'n bwrw glaw yn y pentref ers tridiau. Mae'r pympiau'n hen ac mae'r stryd ar gau. Bydd y bont yn cael ei thrwsio yn y gwanwyn. Dywedodd Nora Quill fod y to'n gollwng."
FRENCH = "La pluie tombe sur le village depuis trois jours. Les pompes sont vieilles et la rue est fermée. Le pont sera réparé au printemps, a dit Nora Quill."
CHINESE = "人们说水泵很旧，街道已经关闭，这座桥将在春天修好。雨已经下了三天，没有人来看。居民们要求市政府尽快采取行动，解决这个长期存在的问题。"
NAMES = "Nora Quill, Tom Ferris, Ewan Pike, Ruth Sandoval, Priya Nayar, Amy Holt, Juan Ortega, Jean Dupont, Ana Silva, Karl Braun, Eva Novak"


def read(text: str, language: str | None = None) -> Document:
    return document_of(text, knowledge().lexicon, key="invented", language=language)


def languages(text: str) -> list[str]:
    return [block.language for block in read(text).blocks]


# ---------------------------------------------------------------- telling


@pytest.mark.parametrize(("code", "text"), [("en", ENGLISH), ("cy", WELSH), ("fr", FRENCH), ("zh", CHINESE)])
def test_a_document_has_the_language_of_its_text(code: str, text: str) -> None:
    document = read(text)
    assert (document.language, [block.language for block in document.blocks]) == (code, [code])


def test_each_long_block_is_judged_for_itself() -> None:
    assert languages("\n\n".join([ENGLISH, WELSH, ENGLISH, FRENCH])) == ["en", "cy", "en", "fr"]


def test_text_in_capitals_is_still_english() -> None:
    assert languages(ENGLISH.upper()) == ["en"]


def test_a_list_of_names_is_in_no_other_language() -> None:
    assert languages(NAMES) == ["en"]


def test_short_blocks_are_judged_together() -> None:
    points = ["Les pompes sont vieilles", "La rue est fermée depuis hier", "Le pont sera réparé au printemps", "Il pleut encore dans le village"]  # fmt: skip
    assert languages("".join(f"• {point}\n" for point in points)) == ["fr"] * 4
    assert languages(f"• {points[0]}\n") == ["en"]  # too short to tell


def test_a_short_block_between_two_of_one_language_is_of_it_unless_it_shows_to_be_english() -> None:
    assert languages(f"{WELSH}\n\nPontypridd ddoe.\n\n{WELSH}") == ["cy"] * 3
    assert languages(f"{WELSH}\n\nShe said that the roof of it leaked.\n\n{WELSH}") == ["cy", "en", "cy"]


def test_what_the_manifest_says_stands_where_the_text_is_too_short_to_tell() -> None:
    assert read("Glaw.", "cy").language == "cy"
    assert read(ENGLISH, "en-GB").warnings == ()
    assert read(ENGLISH, "cy").warnings == ("the manifest says that it is in Welsh (cy), it reads as English (en)",)


# ---------------------------------------------------------------- what follows


def test_nothing_is_taken_from_a_block_in_another_language() -> None:
    extraction = extraction_of(f"{FRENCH} En 2019, 40 % des 300 pompes, section 47 du Children Act 1989.\n\n{ENGLISH}")
    assert [statement.words for statement in extraction.statements] == ["the stores were empty"]
    assert [figure.value for figure in extraction.figures] == ["3"]  # "three days", of the English block
    assert (extraction.events, extraction.statutes) == ((), ())


def test_a_quotation_in_another_language_inside_english_is_kept_as_it_stands() -> None:
    assert said("Nora Quill said: « Il pleut. » She left.") == [("Nora Quill", "Il pleut.")]


def test_a_warning_names_language_and_share() -> None:
    (warning,) = read(f"{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}\n\n{WELSH}").warnings
    assert warning.endswith("% of its words are in Welsh (cy): no statement is taken from them")
    assert 20 <= int(warning.split("%")[0]) <= 30  # 27 words of 102


def test_the_command_names_the_file_and_the_graph_the_languages(tmp_path: Path) -> None:
    path = tmp_path / "invented.txt"
    path.write_text(f"{ENGLISH}\n\n{ENGLISH}\n\n{WELSH}\n", encoding="utf-8")
    outcome = run_kg("extract", "--format", "turtle", path)
    assert outcome.code == 0
    assert outcome.err.startswith("invented.txt: ")
    assert "in Welsh (cy): no statement is taken from them" in outcome.err
    assert 'dcterms:language "cy", "en"' in outcome.out.replace(" ,", ",")


def test_english_text_does_not_load_the_classifier() -> None:
    code = (
        "import sys\nfrom attribution_cases import knowledge\nfrom kg.read import document_of\n"
        f"document_of({ENGLISH!r}, knowledge().lexicon, key='invented')\nprint('py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "tests", env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "False"
