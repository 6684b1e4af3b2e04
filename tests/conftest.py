"""Shared fixtures: the real parser, loaded once."""

from __future__ import annotations

import pytest

from consilience.pipeline.model import find_model
from consilience.stages.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parsing model."""
    return Parser(find_model())
