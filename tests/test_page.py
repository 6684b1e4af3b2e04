"""The page as a person uses it, in a real browser: open, follow, find, filter, keys; no request, no script of strangers."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from consilience.model.dossier import Dossier
from consilience.pipeline.run import dossier
from consilience.render.html import html
from consilience.render.json import excerpts
from consilience.stages.parse import Parser

EXAMPLES = Path(__file__).parents[1] / "examples"
STORY = sorted(p for p in EXAMPLES.iterdir() if (p / "articles").is_dir())[0]
AXE = Path(__file__).parent / "page" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
LARGEST = 1_500_000  # bytes beside the texts

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="no Chromium is installed: the page is not tested"
)


@pytest.fixture(scope="module")
def made(parser: Parser) -> Dossier:
    """The dossier of an example with disagreements."""
    return dossier([STORY], parser=parser)


@pytest.fixture(scope="module")
def file(made: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("page") / "account.html"
    path.write_text(html(made), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, offline."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def visit(browser: Browser, file: Path, *, hash: str = "", **context: Any) -> tuple[Page, list[str]]:  # noqa: A002
    """A page and what goes wrong on it: requests beside its own file, errors, messages of the console."""
    trouble: list[str] = []
    page = browser.new_context(viewport={"width": 1400, "height": 900}, **context).new_page()
    page.on(
        "request",
        lambda r: trouble.append(f"request {r.url}") if not r.url.startswith((file.as_uri(), "blob:")) else None,
    )
    page.on("pageerror", lambda e: trouble.append(f"error {e}"))
    page.on("console", lambda m: trouble.append(f"console {m.text}") if m.type in ("error", "warning") else None)
    page.on("dialog", lambda d: (trouble.append(f"dialog {d.message}"), d.dismiss()))
    page.goto(file.as_uri() + hash)
    return page, trouble


def in_view(page: Page, selector: str) -> bool:
    """Whether an element lies in the window."""
    return bool(
        page.eval_on_selector(
            selector, "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
        )
    )


def test_a_disagreement_opens_both_passages(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    row = next(c for c in made.conflicts if not c.update)
    page.click(f"#t-{row.id} a")
    passages = page.locator("#passages .passage .here")
    words = {re.sub(r"\s+", " ", t) for t in passages.all_inner_texts()}
    texts = {a.id: a.text or "" for a in made.articles}
    for value in row.values:
        assert any(re.sub(r"\s+", " ", texts[e.article][e.start : e.end]) in words for e in value.evidence), value.value
    page.click("#passages .passage button")
    assert in_view(page, "#reports .text .here")
    page.click(f"#{row.id}-v2 .what a")
    assert page.url.endswith(f"#{row.id}-v2")
    assert page.locator("#passages .passage").count() == len(
        {(e.article, e.start, e.end) for e in row.values[1].evidence}
    )
    page.go_back()
    assert page.locator("#passages .group-head").count() == len(row.values)
    assert not trouble


def test_every_statement_value_name_date_and_event_has_its_link(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    ids = [x.id for rows in (made.facts, made.conflicts, made.utterances, made.entities, made.events) for x in rows]
    ids += [f"{c.id}-v{n}" for c in made.conflicts for n in range(1, len(c.values) + 1)]
    dates = page.eval_on_selector_all(".date", "rows => rows.map(row => row.id)")
    assert dates
    opened = page.evaluate("ids => ids.filter(id => !(document.getElementById(id) && openItem(id)))", ids + dates)
    assert opened == []
    links = page.eval_on_selector_all("main a.statement", "links => links.map(link => link.hash.slice(1))")
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", links) == []
    assert not trouble


def test_a_citation_shows_its_words_on_hover(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    chip = page.locator("#agreed .chip").first
    chip.scroll_into_view_if_needed()
    page.wait_for_timeout(200)  # a late scroll would put the words away
    chip.hover()
    page.wait_for_selector("#tip:not([hidden])")
    assert len(page.inner_text("#tip")) > 20
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.locator("#lineage").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    page.hover("#lineage .arrow path.hit", force=True)
    page.wait_for_selector("#tip:not([hidden])")
    assert page.locator("#tip p").count() >= 2
    assert not trouble


def test_a_link_opens_its_statement(browser: Browser, file: Path, made: Dossier) -> None:
    fact = made.facts[-1]
    page, trouble = visit(browser, file, hash=f"#{fact.id}")
    assert page.locator(f"#{fact.id}.on").is_visible()
    assert page.locator("#passages .passage").count() == len(fact.evidence)
    assert not trouble


def test_a_passage_of_a_report_says_what_was_made_of_it(browser: Browser, file: Path, made: Dossier) -> None:
    fact = made.facts[0]
    at = fact.evidence[0]
    page, trouble = visit(browser, file, hash=f"#r-{at.article}:{at.start}-{at.end}")
    assert in_view(page, "#reports .text .here")
    page.locator("#reports .text .here[data-what]").first.click()
    assert fact.statement[:40] in page.inner_text(".what-box")
    page.locator(".what-box li button").first.click()
    assert page.locator(".on").count() == 1
    assert not trouble


def test_dates_names_speech_and_furniture_say_their_rule(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    time = next(t for t in made.times if t.value and t.anchor)
    furniture = next(f for a in made.articles for f in a.furniture)
    quote = next(q for q in made.quotations if q.direct and q.speaker_names)
    entity = next(e for e in made.entities if e.type == "person")
    name = entity.mentions[0]
    for at, words in (
        (time, (time.rule, time.value)),
        (furniture, (furniture.reason,)),
        (quote, (quote.speaker_names[0], quote.rule)),
        (name, (entity.name, name.rule)),
    ):
        number = [a.id for a in made.articles].index(at.article)
        page.evaluate("([n, s, e]) => openReport(n, [s, e])", [number, at.start, at.end])
        page.locator("#reports .text .here[data-what]").first.click()
        told = page.inner_text(".what-box")
        assert all(word in told for word in words if word), (words, told)
    assert not trouble


def test_a_report_is_read_by_the_arrow_keys(browser: Browser, file: Path) -> None:
    page, trouble = visit(browser, file)
    page.keyboard.press("r")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#what")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#what") != first
    assert in_view(page, "#reports .text .asked")
    page.keyboard.press("Enter")
    assert page.evaluate("Boolean(document.activeElement.closest('.what-box'))")
    assert not trouble


def test_find_as_you_type(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    name = next(e.name for e in made.entities if e.type == "person")
    page.keyboard.press("/")
    page.keyboard.type(name)
    assert page.locator("#found [role=option]").count() >= 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#found").is_hidden()
    assert page.locator("#passages .passage, #reports .text .here").count() >= 1
    page.fill("#find", made.facts[0].statement[:30].upper())
    assert page.locator("#found [role=option] mark").count() >= 1
    page.fill("#find", "no such words anywhere in it")
    assert "Nothing" in page.inner_text("#found")
    assert not trouble


def test_filters_hide_and_show(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    shown = page.locator(".fact:not(.filtered)").count()
    page.click("#filters summary")
    page.uncheck(f'[data-filter=report][value="{made.articles[0].id}"]')
    fewer = page.locator(".fact:not(.filtered)").count()
    assert 0 < fewer < shown
    kind = made.conflicts[0].kind
    page.uncheck(f"[data-filter=kind][value={kind}]")
    assert page.locator(f".conflict[data-kind={kind}]:not(.filtered)").count() == 0
    page.click("[data-none=report]")
    assert page.locator(".fact:not(.filtered)").count() == 0
    page.click("#filter-reset")
    page.keyboard.press("Escape")
    assert not page.locator("#filters .filter-box").is_visible()
    assert page.locator(".fact:not(.filtered)").count() == shown
    assert not trouble


def test_all_by_keyboard(browser: Browser, file: Path) -> None:
    page, trouble = visit(browser, file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "passages"
    for _ in range(3):  # copy, link, the first passage
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.locator("#reports .text .here").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not trouble


def test_copy_gives_the_citations(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file, permissions=["clipboard-read", "clipboard-write"])
    fact = made.facts[0]
    page.click(f"#{fact.id} .statement")
    page.click("#passages .copy")
    page.wait_for_function("document.getElementById('said-live').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(fact.statement)
    assert f"{fact.evidence[0].article}:{fact.evidence[0].start}-{fact.evidence[0].end}" in copied
    assert not trouble


def test_saving_leaves_the_texts_out(browser: Browser, file: Path, made: Dossier, tmp_path: Path) -> None:
    page, trouble = visit(browser, file, accept_downloads=True)
    page.click("#tools summary")
    with page.expect_download() as waiting:
        page.click("#export")
    saved = tmp_path / "saved.html"
    waiting.value.save_as(saved)
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', saved.read_text("utf-8"), re.DOTALL)
    assert block
    assert all(r["text"] is None and r["excerpts"] for r in json.loads(block[1])["reports"])
    again, more = visit(browser, saved, hash=f"#{made.facts[0].id}")
    assert again.locator("#passages .passage .here").first.inner_text()
    assert not trouble + more


def test_the_excerpts_page_opens_passages_too(browser: Browser, made: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "excerpts.html"
    file.write_text(html(excerpts(made)), "utf-8")
    page, trouble = visit(browser, file, hash=f"#{made.facts[0].id}")
    assert page.locator("#passages .passage .here").first.inner_text()
    assert not trouble


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_no_serious_fault_of_access(browser: Browser, file: Path, scheme: str, width: int) -> None:
    if not AXE.is_file():
        assert "CI" not in os.environ, "axe-core is not installed"
        pytest.skip("axe-core is not installed: npm ci --prefix tests/page")
    page, _ = visit(browser, file, color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 850})
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    page.add_script_tag(path=AXE)
    assert not serious_faults(page)
    # The other half of the page: a report, what was made of a stretch of it, and what was found.
    page.evaluate("openReport(0)")
    page.evaluate("document.querySelector('#reports [data-what]').focus()")
    page.fill("#find", "the")
    assert page.locator("#found [role=option]").count() > 1
    assert not serious_faults(page)


def serious_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core calls serious or critical."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (v["id"], [n["html"][:120] for n in v["nodes"][:3]])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def test_a_phone_shows_the_passages_over_the_account(browser: Browser, file: Path, made: Dossier) -> None:
    page, trouble = visit(browser, file)
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click(f"#{made.facts[0].id} .statement")
    assert in_view(page, "#passages .passage .here")
    page.wait_for_timeout(300)
    page.click("#close-side")
    page.wait_for_timeout(300)
    assert not page.locator("#passages").is_visible()
    assert not trouble


def test_print_holds_the_account_with_its_footnotes(browser: Browser, file: Path) -> None:
    page, _ = visit(browser, file)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#notes .footnotes li").first.is_visible()
    assert not page.locator("#side").is_visible()
    assert not page.locator("header.bar").is_visible()
    assert len(page.pdf()) > 20_000


def test_weight_and_first_paint(browser: Browser, file: Path, made: Dossier) -> None:
    texts = sum(len((a.text or "").encode()) for a in made.articles)
    assert file.stat().st_size - texts < LARGEST
    page, _ = visit(browser, file)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    assert paint < 1000


@pytest.fixture(scope="module")
def large(made: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 200 reports: those of the example forty times over, each with passages and outlets of its own."""
    copies = range(200 // len(made.articles))
    path = tmp_path_factory.mktemp("page") / "large.html"
    path.write_text(html(multiplied(made, len(copies))), "utf-8")
    return path


def multiplied(made: Dossier, times: int) -> Dossier:
    """A dossier as if each report had come from `times` outlets: every passage once for each, every row in each."""

    def again(value: Any, n: int) -> Any:
        if isinstance(value, list):
            return [again(x, n) for x in value]
        if not isinstance(value, dict):
            return value
        return {
            k: f"{x}-{n}" if k in ("article", "a", "b", "parent") and x in ids else again(x, n)
            for k, x in value.items()
        }

    def spread(value: Any) -> Any:
        """Lists of passages hold those of every copy."""
        if isinstance(value, list):
            if value and isinstance(value[0], dict) and "article" in value[0] and "id" not in value[0]:
                return [again(x, n) for x in value for n in range(times)]
            return [spread(x) for x in value]
        return {k: spread(x) for k, x in value.items()} if isinstance(value, dict) else value

    told = json.loads(msgspec.json.encode(made))
    ids = {a["id"] for a in told["articles"]}
    out = spread(told)
    out["articles"] = [
        {**again(a, n), "id": f"{a['id']}-{n}", "outlet": f"{a['outlet']} {n}"}
        for a in told["articles"]
        for n in range(times)
    ]
    out["copies"] = [again(c, n) for c in told["copies"] for n in range(times)]
    for fact in out["facts"]:
        fact["statement_at"] = again(fact["statement_at"], 0)
        fact["support"]["articles"] *= times
        fact["silent"] = [f"{a}-{n}" for a in fact["silent"] for n in range(times)]
    for origin in out["origins"]:
        origin["articles"] = [f"{a}-{n}" for a in origin["articles"] for n in range(times)]
    out["quotations"] = [
        {**again(q, n), "id": f"{q['id']}-{n}", "parent": q["parent"] and f"{q['parent']}-{n}"}
        for q in told["quotations"]
        for n in range(times)
    ]
    for row in out["utterances"]:
        row["lead"] = f"{row['lead']}-0"
        row["quotations"] = [f"{q}-{n}" for q in row["quotations"] for n in range(times)]
    for sentence in out["story"]["lead"]:
        sentence["verbatim"] = again(sentence["verbatim"], 0)
    out["story"]["title_at"] = again(out["story"]["title_at"], 0)
    return msgspec.convert(out, Dossier)


def test_two_hundred_reports_stay_usable(browser: Browser, large: Path) -> None:
    page, trouble = visit(browser, large)
    assert page.evaluate("DATA.reports.length") == 200
    texts = page.evaluate("DATA.reports.reduce((sum, report) => sum + report.text.length, 0)")
    assert large.stat().st_size - texts < LARGEST
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    assert paint < 3000

    def took(action: str) -> float:
        """Milliseconds of an action and of laying the page out after it."""
        timed = f"const from = performance.now(); {action}; document.body.offsetHeight; return performance.now() - from"
        return float(page.evaluate(f"(() => {{ {timed} }})()"))

    page.evaluate("search('the index is made at the first search')")
    assert took("byId('find').value = 'the'; byId('find').dispatchEvent(new Event('input'))") < 200
    assert took("openItem(document.querySelector('.fact').id)") < 200
    assert page.locator("#passages .passage").count() >= 20
    assert took("openReport(150)") < 500
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not trouble


HOSTILE = [
    "<script>alert(1)</script> The minister said the harbour would close on Monday, according to the ferry company.",
    "The harbour will close </script><script>alert(2)</script><!-- on Monday, the minister told reporters. \u2028alert(3)\u2029",
    '<img src=x onerror=alert(4)> <svg/onload=alert(5)> <a href="javascript:alert(6)">The harbour closes</a> on Monday, he said.',
    "The minister \u202ereversed\u202c said “{{ 7*7 }} ${8*8} <style>body{display:none}</style>” on Monday. \u2066hidden\u2069",
    "The harbour " + "x" * 1_000_000 + " closed on Monday, the minister said.",
    " ".join(f"“The harbour is closed, number {n},” the minister said." for n in range(10_000)),
]


def test_hostile_articles_are_only_text(browser: Browser, parser: Parser, tmp_path: Path) -> None:
    rows = [
        {
            "id": f"h{n}",
            "outlet": f'"><script>alert({n})</script>',
            "title": "</title><script>alert(9)</script>",
            "url": "javascript:alert(7)",
            "published": "2024-05-07",
            "text": text,
        }
        for n, text in enumerate(HOSTILE)
    ]
    lines = tmp_path / "hostile.jsonl"
    lines.write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    made = dossier([lines], parser=parser)
    file = tmp_path / "hostile.html"
    file.write_text(html(made), "utf-8")
    page, trouble = visit(browser, file)
    assert page.locator("script").count() == 2  # the data and our own
    assert page.locator("img, svg[onload], iframe, object, style").count() == 1  # our style
    assert page.evaluate("document.querySelectorAll('a[href^=\"javascript:\"]').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    for number in range(len(made.articles)):
        page.evaluate(f"openReport({number})")
    steered = next(n for n, a in enumerate(made.articles) if "\u202e" in (a.text or ""))
    page.evaluate(f"openReport({steered})")
    assert "U+202E" in page.inner_text("#reports .text")
    assert "\u202e" not in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.fill("#find", "<script>")
    assert page.locator("script").count() == 2
    assert not trouble
