"""Sentence vectors: the forward pass by hand, the model's folder, and what they add to issues."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from conftest import run_kg

from kg.errors import KnowledgeError, UsageError
from kg.extract.meaning.folder import MINILM_SHA256, install_model, sentence_model
from kg.settings import load_settings

np = pytest.importorskip("numpy", reason="who-said-what[semantic] is not installed")
pytest.importorskip("safetensors", reason="who-said-what[semantic] is not installed")
tokenizers = pytest.importorskip("tokenizers", reason="who-said-what[semantic] is not installed")

from safetensors.numpy import save_file  # noqa: E402
from test_issues import document_of, scheme_of  # noqa: E402

from kg.extract.issues.likeness import likeness_of  # noqa: E402
from kg.extract.meaning.bert import Weights, encoder_of, erf, gelu  # noqa: E402

MODEL = os.environ.get("KG_SEMANTIC_MODEL", "")
needs_model = pytest.mark.skipif(
    not MODEL,
    reason="KG_SEMANTIC_MODEL names no folder with all-MiniLM-L6-v2: docs/own-documents.md tells how to get it",
)
WORDS = ["[PAD]", "[UNK]", "soil", "water"]


def tiny_weights(query: float = 0.0) -> Weights:
    """One layer of width two and one head; what is no unit matrix is nought, but for the last norm."""
    one, none = np.eye(2), np.zeros((2, 2))
    layer, attention = "encoder.layer.0", "encoder.layer.0.attention"
    matrices = {
        f"{attention}.self.query": query * one,
        f"{attention}.self.key": one,
        f"{attention}.self.value": one,
        f"{attention}.output.dense": one,
        f"{layer}.intermediate.dense": none,
        f"{layer}.output.dense": none,
    }
    norms = {
        "embeddings.LayerNorm": ([1, 1], [0, 0]),
        f"{attention}.output.LayerNorm": ([1, 1], [0, 0]),
        f"{layer}.output.LayerNorm": ([2, 1], [0, 1]),
    }
    return {
        "embeddings.word_embeddings.weight": np.array([[0, 0], [0, 0], [3, 1], [1, 3]], dtype=np.float32),
        "embeddings.position_embeddings.weight": np.zeros((8, 2), dtype=np.float32),
        "embeddings.token_type_embeddings.weight": np.zeros((2, 2), dtype=np.float32),
        **{f"{name}.weight": matrix.astype(np.float32) for name, matrix in matrices.items()},
        **{f"{name}.bias": np.zeros(2, dtype=np.float32) for name in matrices},
        **{f"{name}.weight": np.array(weight, dtype=np.float32) for name, (weight, _) in norms.items()},
        **{f"{name}.bias": np.array(bias, dtype=np.float32) for name, (_, bias) in norms.items()},
    }


def tiny_model(folder: Path) -> str:
    """Writes the three files of the tiny model; returns the hash of its weights."""
    folder.mkdir(parents=True)
    save_file(dict(tiny_weights()), folder / "model.safetensors")
    words = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    words.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    words.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"num_attention_heads": 1, "layer_norm_eps": 1e-12}))
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


# ---------------------------------------------------------------- the forward pass


def test_gelu_is_x_times_the_normal_distribution_below_it() -> None:
    assert erf(np.array([0.0, 1.0, -2.0])) == pytest.approx([0, 0.8427008, -0.9953223], abs=2e-7)
    assert gelu(np.array([0.0, 1.0, -1.0])) == pytest.approx([0, 0.8413447, -0.1586553], abs=2e-7)


def test_where_nothing_is_asked_each_piece_attends_to_all_alike() -> None:
    """[3, 1] is normed to [1, -1] and [1, 3] to [-1, 1]. Soil, soil, water attend to their mean, [1/3, -1/3]: with
    themselves [4/3, -4/3] and [-2/3, 2/3], normed as before; the last norm makes [2, 0] and [-2, 2]; their mean is
    [2/3, 2/3]."""
    encoder = encoder_of(tiny_weights(), heads=1, epsilon=0.0)
    assert encoder.encode([2, 2, 3]) == pytest.approx([0.5**0.5, 0.5**0.5])


def test_a_piece_attends_most_to_what_answers_its_query() -> None:
    """Query 10 times [1, -1] meets keys [1, -1] and [-1, 1]: 20 against -20, so soil sees soil alone, water water."""
    encoder = encoder_of(tiny_weights(query=10.0), heads=1, epsilon=0.0)
    attended = encoder.layers[0]._attend(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    assert attended == pytest.approx(np.array([[1.0, -1.0], [-1.0, 1.0]]))


def test_a_missing_weight_is_named(tmp_path: Path) -> None:
    digest = tiny_model(tmp_path / "m")
    weights = {name: array for name, array in tiny_weights().items() if name != "embeddings.LayerNorm.bias"}
    save_file(weights, tmp_path / "m" / "model.safetensors")
    digest = hashlib.sha256((tmp_path / "m" / "model.safetensors").read_bytes()).hexdigest()
    with pytest.raises(KnowledgeError, match=r"embeddings\.LayerNorm\.bias"):
        sentence_model(str(tmp_path / "m"), sha256=digest)


# ---------------------------------------------------------------- the folder


def test_no_setting_no_model() -> None:
    assert sentence_model(load_settings({}, {}).semantic_model) is None


def test_other_weights_are_refused(tmp_path: Path) -> None:
    tiny_model(tmp_path / "m")
    with pytest.raises(KnowledgeError, match=f"wanted {MINILM_SHA256}"):
        sentence_model(str(tmp_path / "m"))


def test_a_folder_without_the_model_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets are cheap,” said Ada Example.\n", encoding="utf-8")
    done = run_kg("extract", "own.txt", cwd=tmp_path, KG_SEMANTIC_MODEL=str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"kg: {tmp_path}: has no model.safetensors, so no sentence model; "
        "docs/own-documents.md (Sentence vectors) tells how to get it.\n"
    )


def test_installing_takes_the_files_out_of_a_package(tmp_path: Path) -> None:
    digest = tiny_model(tmp_path / "package" / "some" / "model")
    (tmp_path / "package" / "some" / "model" / "README.md").write_text("more")
    folder = install_model(tmp_path / "package", tmp_path / "to", sha256=digest)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.safetensors", "tokenizer.json"]
    model = sentence_model(str(folder), sha256=digest)
    assert model is not None
    assert model.vectors(["soil  soil water", "soil soil\nwater"]) == pytest.approx(np.full((2, 2), 0.5**0.5), abs=1e-6)


def test_installing_leaves_a_folder_with_other_files_alone(tmp_path: Path) -> None:
    digest = tiny_model(tmp_path / "package")
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"holds other files, such as letter\.txt"):
        install_model(tmp_path / "package", tmp_path / "to", sha256=digest)


def test_installing_from_an_empty_folder_is_refused(tmp_path: Path) -> None:
    done = run_kg("semantic", "install", "--from", tmp_path, "--to", tmp_path / "to")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "to").exists()


# ---------------------------------------------------------------- what it adds


def test_likeness_is_taken_from_the_mean_of_the_text_and_of_the_concepts(tmp_path: Path) -> None:
    """Two concepts, one each way from their mean: a statement of the first's words is like it and unlike the other."""
    digest = tiny_model(tmp_path / "m")
    model = sentence_model(str(tmp_path / "m"), sha256=digest)
    assert model is not None
    scheme = scheme_of(
        tmp_path,
        'issue:soil a skos:Concept ; skos:notation "soil" ; skos:prefLabel "soil" ; skos:definition "soil" .'
        'issue:water a skos:Concept ; skos:notation "water" ; skos:prefLabel "water" ; skos:definition "water" .',
    )
    _, statements = document_of("He said |soil.", "She said |water.")
    alone = [{notation: own for notation, (own, _) in row.items()} for row in likeness_of(statements, scheme, model)]
    assert alone[0]["soil"] > 0.5
    assert alone[0]["soil"] == pytest.approx(-alone[0]["water"], abs=1e-3)
    assert alone[1]["water"] > alone[1]["soil"]


@needs_model
def test_vectors_of_the_model_agree_with_its_published_examples() -> None:
    """Likeness of the pairs in the examples that the model's makers print."""
    model = sentence_model(MODEL)
    assert model is not None
    cat, dog, guitar, tv = model.vectors(
        ["The cat sits outside", "The dog plays in the garden", "A man is playing guitar", "A woman watches TV"]
    )
    assert (cat @ dog, guitar @ tv) == (pytest.approx(0.2838, abs=1e-4), pytest.approx(-0.0327, abs=1e-4))


@needs_model
def test_a_statement_without_a_label_is_like_the_issue_it_means(tmp_path: Path) -> None:
    scheme = scheme_of(
        tmp_path,
        'issue:water a skos:Concept ; skos:notation "water" ; skos:prefLabel "Water supply" ; '
        'skos:definition "How gardens are watered." .'
        'issue:tools a skos:Concept ; skos:notation "tools" ; skos:prefLabel "Spades and forks" ; '
        'skos:definition "Tools that gardeners dig with." .',
    )
    _, statements = document_of("He said |rain barrels ran empty in the dry summer.", "She said |it was late.")
    model = sentence_model(MODEL)
    first, _ = likeness_of(statements, scheme, model) if model else ({}, {})
    assert first["water"][0] > 0 > first["tools"][0]
