"""Run the plan in memory: from paths to articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..ingest.files import read
from ..model.article import Article
from ..stages.clean import clean


def read_articles(paths: Iterable[str | Path], published: str | None = None) -> list[Article]:
    """Articles of the files and folders in `paths`, in the order of their ids; what cannot be used is left out."""
    cleaned = (clean(capture) for capture in read(paths, published=published).captures)
    return [article for article in cleaned if isinstance(article, Article)]
