"""Many news reports of one event in, one sourced account out.

    import consilience
    dossier = consilience.dossier(["reports/"])

The stages can be called one by one on records: see `consilience.pipeline.plan`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model.dossier import Dossier
    from .pipeline.run import NothingToRead, dossier

# Before numpy is loaded by anything of ours: on short paragraphs several threads only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["Dossier", "NothingToRead", "dossier"]


def __getattr__(name: str) -> Any:
    """Load the public names on first use: `import consilience` alone loads no model and no parser."""
    if name == "Dossier":
        from .model.dossier import Dossier

        return Dossier
    if name in __all__:
        from .pipeline import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
