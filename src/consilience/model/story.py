"""A report of a story, with everything that is read in it."""

from __future__ import annotations

from .annotation import EventMention, Mention, Quantity, Quotation, Timex
from .article import Article
from .parse import Parse
from .record import Record


class Report(Record, frozen=True, kw_only=True):
    """An article with everything that is read in it alone."""

    article: Article
    parse: Parse
    mentions: tuple[Mention, ...] = ()
    times: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[EventMention, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id
