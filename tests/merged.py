"""Reports and entities made for tests of events: dates and names are given, the rest is read."""

from __future__ import annotations

from consilience.model.annotation import Entity, EntityMention, Event, Role, Timex
from consilience.model.article import Article, Capture
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.events import events
from consilience.stages.parse import Parser, parse

Known = dict[str, tuple[str, str | None, tuple[str, ...]]]  # id -> type, iso3, names


def report_of(name: str, text: str, parser: Parser, dates: dict[str, str] | None = None) -> Report:
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    article = Article(id=name, text=text, capture=capture, anchor="2031-05-10", paragraphs=tuple(lines))
    parsed = parse(article, parser)
    times = tuple(
        Timex(
            span=Span(article=name, start=text.index(words), end=text.index(words) + len(words)),
            type="DATE",
            value=value,
        )
        for words, value in (dates or {}).items()
        if words in text
    )
    return Report(article=article, parse=parsed, times=times, events=events(article, parsed, times, ()))


def entities_of(reports: list[Report], known: Known, roles: dict[str, str] | None = None) -> tuple[Entity, ...]:
    made = []
    for key, (kind, iso3, names) in known.items():
        found = []
        for report in reports:
            for name in names:
                at = report.article.text.find(name)
                while at >= 0:
                    span = Span(article=report.id, start=at, end=at + len(name))
                    found.append(EntityMention(span=span, form="named", rule="test"))
                    at = report.article.text.find(name, at + 1)
        role = (roles or {}).get(key)
        held = (Role(text=role, span=Span(article="a", start=0, end=1)),) if role else ()
        made.append(
            Entity(id=key, name=names[0], names=names, type=kind, iso3=iso3, roles=held, mentions=tuple(found))  # type: ignore[arg-type]
        )
    return tuple(made)


NORWAY: Known = {"no": ("country", "NOR", ("Norway", "Norwegian")), "pe": ("country", "PER", ("Peru", "Peruvian"))}


def of_type(found: tuple[Event, ...], kind: str) -> list[Event]:
    return [e for e in found if e.type == kind]
