"""One HTML page in; the article's text, where it stands in the page, and what the page says of it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import trafilatura

from ..model.article import Run
from ..text.alignment import align
from ..text.bytemap import byte_positions
from .dates import iso

HEAD = 4096  # bytes in which a page declares its encoding

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.issued", "dc.date.issued", "dc.date",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate", "publication_date",
    "article.published", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "ptime", "date",
)  # fmt: skip


class Page(NamedTuple):
    """The article of a page; `fields` may hold title, outlet, byline, url, published (ISO)."""

    text: str
    runs: tuple[Run, ...]
    fields: dict[str, str]


def declared_encoding(raw: bytes) -> str | None:
    """The encoding a page names for itself."""
    found = _CHARSET.search(raw[:HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def extract(page: str, encoding: str) -> Page | None:
    """The article in `page` (decoded from `encoding`), None where there is none. Never opens the network."""
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    fields = _fields(tree)
    document = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (getattr(document, "text", None) or "").strip()
    if document is None or not text:
        return None
    for field, name in (
        ("title", "title"),
        ("byline", "author"),
        ("outlet", "sitename"),
        ("url", "url"),
        ("published", "date"),
    ):
        value = getattr(document, name, None)
        if isinstance(value, str) and value.strip():
            fields.setdefault(field, " ".join(value.split()))
    if "published" in fields and iso(fields["published"]) is None:
        del fields["published"]
    return Page(text, _runs(text, page, encoding), fields)


def _runs(text: str, page: str, encoding: str) -> tuple[Run, ...]:
    """Runs over the whole text; stretches that cannot be tied to the page have byte_start -1."""
    pieces = align(text, page)
    offsets = byte_positions(page, encoding, [edge for p in pieces for edge in (p.page_start, p.page_end)])
    runs: list[Run] = []
    at = 0
    for number, piece in enumerate(pieces):
        if piece.start > at:
            runs.append(Run(start=at, end=piece.start, byte_start=-1, byte_end=-1))
        runs.append(
            Run(start=piece.start, end=piece.end, byte_start=offsets[2 * number], byte_end=offsets[2 * number + 1])
        )
        at = piece.end
    if at < len(text):
        runs.append(Run(start=at, end=len(text), byte_start=-1, byte_end=-1))
    return tuple(runs)


def _fields(tree: Any) -> dict[str, str]:
    """What the page says of itself: structured data first, then meta tags, then its time element."""
    fields: dict[str, str] = {}
    for record in _linked_data(tree):
        _set(fields, "published", iso(record.get("datePublished")) or iso(record.get("dateCreated")))
        _set(fields, "title", record.get("headline"))
        _set(fields, "byline", _named(record.get("author")))
        _set(fields, "outlet", _named(record.get("publisher")))
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if key and meta.get("content"):
            metas.setdefault(key, meta.get("content").strip())
    for key in _PUBLISHED:
        _set(fields, "published", iso(metas.get(key)))
    _set(fields, "title", metas.get("og:title") or metas.get("twitter:title"))
    _set(fields, "outlet", metas.get("og:site_name"))
    _set(fields, "byline", metas.get("author") if not (metas.get("author") or "http").startswith("http") else None)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            _set(fields, "url", link.get("href"))
    _set(fields, "url", metas.get("og:url"))
    if "published" not in fields:
        for time in tree.iter("time"):
            if (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None:
                _set(fields, "published", iso(time.get("datetime")))
    return fields


def _set(fields: dict[str, str], key: str, value: object) -> None:
    if isinstance(value, str) and value.strip() and key not in fields:
        fields[key] = " ".join(value.split())


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Records of schema.org about an article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            found = json.loads(script.text)
        except (ValueError, RecursionError):
            continue  # half of the web's JSON-LD is broken; the meta tags say the same
        rows = found if isinstance(found, list) else [found]
        graphs = [row.get("@graph", [row]) for row in rows if isinstance(row, dict)]
        for row in (r for graph in graphs if isinstance(graph, list) for r in graph if isinstance(r, dict)):
            kind = row.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(
                isinstance(k, str) and (k.endswith("Article") or k in ("BlogPosting", "LiveBlogPosting", "Report"))
                for k in kinds
            ):
                yield row


def _named(value: object) -> str | None:
    rows = value if isinstance(value, list) else [value]
    names = [r.get("name") if isinstance(r, dict) else r for r in rows]
    return ", ".join(n.strip() for n in names if isinstance(n, str) and n.strip()) or None
