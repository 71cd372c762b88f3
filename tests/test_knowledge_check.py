"""What is wrong with a pack's knowledge is found all at once, each fault with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_kg

from kg.knowledge.check import check_knowledge
from kg.pack import Pack, read_pack
from kg.rdf.soundness import faults_of_knowledge

ROOT = Path(__file__).parent.parent
PREFIXES = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .
@prefix issue: <https://w3id.org/who-said-what/issue/g/> .
@prefix dilemma: <https://example.org/g/dilemma/> .
"""  # five lines
ISSUE = "https://w3id.org/who-said-what/issue/g"


def pack_of(folder: Path, turtle: str) -> Pack:
    (folder / "ontology").mkdir()
    (folder / "ontology" / "garden.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    (folder / "pack.toml").write_text(
        'key = "g"\ntitle = "Garden"\nbase = "https://example.org/g/"\n', encoding="utf-8"
    )
    return read_pack(folder / "pack.toml")


def concept(name: str, more: str = "") -> str:
    return f'issue:{name} a skos:Concept ; skos:notation "{name}" ; skos:prefLabel "{name}" {more}.\n'


@pytest.mark.parametrize(
    ("turtle", "line", "fault"),
    [
        pytest.param(
            concept("soil", "; skos:broader issue:worms ") + concept("worms", "; skos:broader issue:soil "),
            6,
            f"<{ISSUE}/soil>: is under itself, by way of worms, soil. Break the cycle of skos:broader.",
            id="cycle",
        ),
        pytest.param(
            concept("soil") + concept("water") + concept("mud", "; skos:broader issue:soil , issue:water "),
            8,
            f"<{ISSUE}/mud>: stands in two places, under soil and water. Keep one skos:broader.",
            id="two places",
        ),
        pytest.param(
            concept("soil", '; skos:hiddenLabel "The" '),
            6,
            f"<{ISSUE}/soil>: skos:hiddenLabel 'The' is a stop word, found everywhere. Take it out.",
            id="stop word",
        ),
        pytest.param(
            '\ndilemma:dig a wsw:Dilemma ; rdfs:label "Dig?" ; wsw:option dilemma:yes .\ndilemma:yes a wsw:Position ; rdfs:label "Yes" .\n',
            7,
            "<https://example.org/g/dilemma/dig>: a dilemma with 1 option. Give it two or more wsw:option.",
            id="one option",
        ),
        pytest.param(
            concept("soil", "; skos:narrower issue:worms ") + concept("worms", "; skos:narrower issue:soil "),
            6,
            f"<{ISSUE}/soil>: is under itself, by way of worms, soil. Break the cycle of skos:broader.",
            id="cycle written downwards",
        ),
        pytest.param(
            concept("mud")
            + concept("soil", "; skos:narrower issue:mud ")
            + concept("water", "; skos:narrower issue:mud "),
            6,
            f"<{ISSUE}/mud>: stands in two places, under soil and water. Keep one skos:broader.",
            id="two places written downwards",
        ),
        pytest.param(
            concept("water") + concept("soil", '; skos:prefLabel "Ground"@en , "Soil"@EN , "Sol"@fr '),
            7,
            f"<{ISSUE}/soil>: has 2 skos:prefLabel in the language 'en': 'Ground' and 'Soil'. Keep one.",
            id="two preferred labels in one language",
        ),
        pytest.param(
            'issue:soil a skos:Concept ; skos:prefLabel "Soil" .\n',
            6,
            f"<{ISSUE}/soil>: has no skos:notation. Add it.",
            id="no notation",
        ),
        pytest.param(
            concept("soil") + 'issue:soils a skos:Concept ; skos:notation "soil" ; skos:prefLabel "Soils" .\n',
            7,
            f"<{ISSUE}/soils>: has the notation 'soil' of soil. Change one.",
            id="two issues of one notation",
        ),
        pytest.param(
            concept("soil", '; skos:altLabel " " '),
            6,
            f"<{ISSUE}/soil>: skos:altLabel ' ' has no word. Write one or take it out.",
            id="empty label",
        ),
        pytest.param(
            'dilemma:dig a wsw:Dilemma ; rdfs:label "Dig?" ; wsw:option dilemma:yes , issue:soil .\n'
            'dilemma:yes a wsw:Position ; rdfs:label "Yes" .\n' + concept("soil"),
            6,
            f"<https://example.org/g/dilemma/dig>: option <{ISSUE}/soil> is no wsw:Position. Make it one or name another.",
            id="option that is no position",
        ),
        pytest.param(
            concept("soil", "; skos:related issue:sand "),
            6,
            f"<{ISSUE}/soil>: related points to <{ISSUE}/sand>, which no file describes. Add or correct it.",
            id="missing target",
        ),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(tmp_path: Path, turtle: str, line: int, fault: str) -> None:
    pack = pack_of(tmp_path, turtle)
    assert check_knowledge(pack) == [f"{tmp_path / 'ontology' / 'garden.ttl'}, line {line}: {fault}"]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, concept("soil", "; skos:related issue:sand ") + concept("of"))
    assert [line.split(": ")[0][-6:] for line in check_knowledge(pack)] == ["line 6", "line 7"]


def test_the_first_packs_knowledge_is_sound() -> None:
    assert check_knowledge(read_pack(ROOT / "pack.toml")) == []


def test_validating_names_faults_of_knowledge_without_a_build(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil", "; skos:related issue:sand "))
    done = run_kg("validate", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "garden.ttl, line 6: " in done.err


def test_a_build_of_faulty_knowledge_names_every_fault_and_reads_nothing(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, concept("soil", "; skos:related issue:sand ") + concept("of"))
    (tmp_path / "own.txt").write_text("The soil is dry.\n", encoding="utf-8")
    (tmp_path / "sources.toml").write_text('[[document]]\nkey = "own"\nfile = "own.txt"\n', encoding="utf-8")
    text = (pack.folder / "pack.toml").read_text(encoding="utf-8")
    (pack.folder / "pack.toml").write_text(f'{text}manifest = "sources.toml"\n', encoding="utf-8")
    done = run_kg("build", cwd=tmp_path)
    assert (done.code, done.out, (tmp_path / "build" / "graph.trig").exists()) == (2, "", False)
    assert ("garden.ttl, line 6: " in done.err, "garden.ttl, line 7: " in done.err, "read" in done.err) == (
        True,
        True,
        False,
    )


def test_extracting_with_faulty_knowledge_is_refused(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil", "; skos:broader issue:soil "))
    (tmp_path / "own.txt").write_text("The soil is dry.\n", encoding="utf-8")
    done = run_kg("extract", "own.txt", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "garden.ttl, line 6: " in done.err


def test_a_breach_of_a_shape_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, concept("soil", '; rdfs:label "Soil" '))  # stands in no scheme
    (fault,) = faults_of_knowledge(pack)
    assert fault.startswith(f"{tmp_path / 'ontology' / 'garden.ttl'}, line 6: <{ISSUE}/soil>: ")
    assert "skos:inScheme" in fault


# ---------------------------------------------------------------- kg issues check


def test_labels_that_do_harm_are_shown_and_change_the_exit_code(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil", '; skos:altLabel "ground" ') + concept("land", '; skos:altLabel "grounds" '))
    (tmp_path / "own.txt").write_text("The ground is soil.\n\nThe land is dry.\n", encoding="utf-8")
    done = run_kg("issues", "check", "own.txt", cwd=tmp_path)
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "land: 'grounds' clashes. It is strong for soil too: keep it in one, or say more.\n"
        "soil: 'ground' clashes. It is strong for land too: keep it in one, or say more.\n"
        "2 issues, 2 labels that do harm, 0 that never match\n"
    )


def test_a_label_that_never_matches_does_no_harm(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil", '; skos:altLabel "loam" '))
    (tmp_path / "own.txt").write_text("The soil is dry.\n", encoding="utf-8")
    done = run_kg("issues", "check", "own.txt", "--no-unused", cwd=tmp_path)
    assert (done.code, done.out) == (0, "1 issues, 0 labels that do harm, 1 that never match\n")


def test_a_scheme_that_cannot_be_used_is_told_before_its_labels(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil", "; skos:broader issue:soil "))
    done = run_kg("issues", "check", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "is under itself" in done.err


def test_a_pack_without_documents_says_what_to_give(tmp_path: Path) -> None:
    pack_of(tmp_path, concept("soil"))
    done = run_kg("issues", "check", cwd=tmp_path)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "Name text files" in done.err
