"""Dossier -> one self-contained HTML page: the account beside the reports, each statement tied to its passages.

Article text is untrusted. It reaches the page as text only: Jinja2 escapes it in the account, and the data block
escapes what could end it; a Content-Security-Policy with hashes lets only our own script and style run.
The page uses no library: its pictures are drawn here as small SVG, its script is the plain modules in `static/`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from ..model import dossier as d
from . import pictures
from .account import none_agreed
from .dates import strip
from .lines import capital, counted, date_words, fewest, origins, shown, stated
from .names import kind_words, status_words
from .page_data import data
from .page_view import View
from .passages import perhaps
from .record import misspelt
from .speech import manner

STATIC = (
    "page.css",
    "dom.js",
    "text.js",
    "panes.js",
    "report.js",
    "find.js",
    "filters.js",
    "tips.js",
    "tools.js",
    "start.js",
)


def html(dossier: d.Dossier) -> str:
    """The page of a dossier. One made by `excerpts` gives a page with the cited passages alone."""
    style = _static("page.css")
    script = "\n".join(_static(name) for name in STATIC if name.endswith(".js"))
    view = View(dossier)
    return _template().render(
        d=dossier,
        view=view,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        data=Markup(data_block(msgspec.json.encode(data(dossier)).decode())),
        filters=_filters(dossier, view),
        lineage=pictures.lineage(dossier),
        strip=strip(view.dates),
        relations=pictures.relations(dossier),
    )


def _filters(dossier: d.Dossier, view: View) -> dict[str, list[tuple[str, str]]]:
    """The values each filter offers, with their names."""
    return {
        "reports": [(a.id, view.names[a.id]) for a in dossier.articles],
        "origins": [(o, view.origin(o)) for o in dict.fromkeys(a.origin for a in dossier.articles)],
        "kinds": [(kind, kind) for kind in sorted({c.kind for c in dossier.conflicts})],
    }


def data_block(json: str) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or be taken for a line's end."""
    for character in ("<", ">", "&", "\u2028", "\u2029"):
        json = json.replace(character, f"\\u{ord(character):04x}")
    return json


def _hash(text: str) -> str:
    """The hash by which the policy knows an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _static(name: str) -> str:
    return resources.files(__package__).joinpath("static", name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=shown,
        date_words=date_words,
        origins=origins,
        fewest=fewest,
        anchor=_anchor,
        capital=capital,
        stated=stated,
    )
    environment.globals.update(
        counted=counted,
        manner=manner,
        none_agreed=none_agreed,
        pair_id=pictures.pair_id,
        pair_words=pictures.pair_words,
        misspelt=misspelt,
        perhaps=perhaps,
        kind_words=kind_words,
        status_words=status_words,
    )
    return environment.get_template("page.html")


def _anchor(text: str) -> str:
    """A string as part of an id."""
    return re.sub(r"[^\w.-]+", "-", text)
