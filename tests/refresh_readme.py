"""Puts the answers of the README's commands into it again, from the build in build/: `make readme`."""

from __future__ import annotations

import shlex

from conftest import ROOT, run_kg
from test_readme import PROMPT, README, shown_commands


def main() -> None:
    text = README
    for command, answer in shown_commands():
        done = run_kg(*shlex.split(command)[1:])
        if done.code:
            raise SystemExit(done.err)
        text = text.replace(f"{PROMPT}{command}\n{answer}", f"{PROMPT}{command}\n{done.out}")
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
