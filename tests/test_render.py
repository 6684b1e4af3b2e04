"""The account: what both renderers say, in what order, and that article text stays text."""

from __future__ import annotations

import re
from io import StringIO

import msgspec
import pytest
from gold_dossier import gold_dossier
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from consilience.model import dossier as d
from consilience.render.account import account
from consilience.render.json import excerpts, from_json, to_json
from consilience.render.lines import Line, Para, Run, Section, Table, date_words, fewest, origins, shown, stated
from consilience.render.markdown import escaped, markdown
from consilience.render.page_view import View
from consilience.render.record import misspelt
from consilience.render.speech import compared, manner
from consilience.render.terminal import show

HOSTILE = (
    "[bold red]x[/] \x1b[31m\x07 \u202ereversed\u202c # head *a* _b_ `c` <script>alert(1)</script> "
    "![i](http://x.example/y) [l](javascript:alert(1)) | cell &amp; www.x.example"
)


@pytest.fixture(scope="module")
def dossier() -> d.Dossier:
    return gold_dossier()


def on_terminal(dossier: d.Dossier, width: int = 100, *, color: bool = False) -> str:
    out = StringIO()
    system = "truecolor" if color else None
    show(dossier, Console(file=out, width=width, highlight=False, force_terminal=color, color_system=system))
    return out.getvalue()


def plain(text: str) -> str:
    return " ".join(text.split())


def section(dossier: d.Dossier, title: str) -> Section:
    return next(s for s in account(dossier).sections if s.title == title)


def text_of(part: Section) -> str:
    out: list[Line] = []
    for group in part.groups:
        out.append(group.title)
        for block in (block for item in group.items for block in item):
            if isinstance(block, Para):
                out.append(block.line)
            elif isinstance(block, Table):
                out += [cell for row in block.rows for cell in row]
            else:
                out += [line for side in block.sides for line in (side.head, *side.notes, *side.passages)]
    return plain(" ".join("".join(run.text for run in line) for line in out))


def test_disagreements_come_before_everything_but_the_key_to_the_reports(dossier: d.Dossier) -> None:
    titles = [s.title for s in account(dossier).sections]
    assert titles[:3] == ["The reports", "Disagreements", "Agreed, by independent origins"]
    assert titles[-1] == "How this was made"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_terminal_and_markdown_name_every_shown_value_of_a_conflict(dossier: d.Dossier, width: int) -> None:
    printed = on_terminal(dossier, width)
    page = markdown(dossier)
    for row in dossier.conflicts:
        assert row.id in printed
        assert row.id in page
        for value in row.values:
            told = date_words(value.value) if row.kind in ("date", "time") else value.value
            assert escaped(told) in page
            assert value.value in printed or told.split()[0] in printed


def test_lines_fit_the_terminal(dossier: d.Dossier) -> None:
    for width in (60, 80, 120):
        assert max(len(line) for line in on_terminal(dossier, width).splitlines()) <= width


def test_two_values_stand_side_by_side_where_there_is_room(dossier: d.Dossier) -> None:
    heads = [line for line in on_terminal(dossier, 100).splitlines() if "(a) 241" in line]
    assert "(b) 214" in heads[0]
    narrow = [line for line in on_terminal(dossier, 60).splitlines() if "(a) 241" in line]
    assert "(b) 214" not in narrow[0]


def test_an_update_is_shown_in_order_of_publication(dossier: d.Dossier) -> None:
    told = text_of(section(dossier, "Disagreements"))
    series = told[told.index("Over time:") :]
    nine, twelve, fourteen = (
        series.index(f"{n} (1") if n == "9" else series.index(f" {n} (1") for n in ("9", "12", "14")
    )
    assert nine < twelve < fourteen


def test_every_fact_is_in_the_markdown_with_its_id_and_passages(dossier: d.Dossier) -> None:
    page = markdown(dossier)
    for fact in dossier.facts:
        assert fact.id in page
        for e in fact.evidence:
            assert f"[{e.article}:{e.start}-{e.end}]" in page


def test_markdown_never_cuts_and_the_terminal_says_that_it_does(dossier: d.Dossier) -> None:
    assert "more;" not in markdown(dossier)
    assert "(+" in on_terminal(dossier)
    for e in dossier.entities:
        assert e.id in markdown(dossier)


def test_support_is_told_in_origins_and_silence_is_named(dossier: d.Dossier) -> None:
    told = text_of(section(dossier, "Agreed, by independent origins"))
    family = "Meridian Press Agency (001) and after it Marrow Daily Courier (002), The Eastern Gazette (003)"
    assert f"Halvern Tribune (000) · {family} · Channel Nine News (004)" in told
    assert told.index("On 3 independent origins") < told.index("On 2 independent origins")
    assert "left out by Halvern Tribune (000)" in told
    single = text_of(section(dossier, "From a single origin"))
    assert "harbour chart that was two years out of date" in single


def test_a_passage_that_may_say_something_else_is_shown_and_not_counted(dossier: d.Dossier) -> None:
    number, fact = next((n, f) for n, f in enumerate(dossier.facts) if f.support.sure == 2 and not f.background)
    last = msgspec.structs.replace(fact.evidence[-1], certainty=0.4)
    support = msgspec.structs.replace(fact.support, sure=1)
    doubtful = msgspec.structs.replace(
        fact, evidence=(*fact.evidence[:-1], last), support=support, status="single-origin"
    )
    changed = msgspec.structs.replace(dossier, facts=(*dossier.facts[:number], doubtful, *dossier.facts[number + 1 :]))
    assert fact.statement not in text_of(section(changed, "Agreed, by independent origins"))
    single = text_of(section(changed, "From a single origin"))
    assert re.search(re.escape(fact.statement) + r".{0,80}perhaps also .{0,60}" + last.article, single)
    table = text_of(section(changed, "Statements by report"))
    assert "○" in table


def test_what_one_origin_tells_with_more_stands_with_what_is_agreed(dossier: d.Dossier) -> None:
    whole = next(f for f in dossier.facts if f.support.sure == 3 and not f.background and f.status == "corroborated")
    place = next(e for e in whole.evidence if e.article == whole.statement_at.article)
    fuller = msgspec.structs.replace(
        whole,
        id="claim-fuller",
        statement=f"{whole.statement} after the storm",
        status="single-origin",
        support=msgspec.structs.replace(whole.support, sure=1),
        evidence=(place,),
    )
    other = msgspec.structs.replace(fuller, id="claim-other", statement="The café on the quay was shut")
    changed = msgspec.structs.replace(dossier, facts=(*dossier.facts, fuller, other))
    agreed = text_of(section(changed, "Agreed, by independent origins"))
    single = text_of(section(changed, "From a single origin"))
    assert re.search(r"with more, .{3,60}: .*after the storm.*claim-fuller", agreed)
    assert "claim-fuller" not in single
    assert "claim-other" in single
    shown = [f.id for f in View(changed).facts("single-origin")]
    assert "claim-other" in shown
    assert "claim-fuller" not in shown


def test_where_all_that_is_told_twice_is_told_with_a_difference_this_is_said(dossier: d.Dossier) -> None:
    told = tuple(f for f in dossier.facts if f.status != "corroborated")
    changed = msgspec.structs.replace(dossier, facts=told)
    differing = any(f.status == "disputed" and fewest(f.support.sure) > 1 for f in told)
    assert differing
    note = "".join(run.text for run in section(changed, "Agreed, by independent origins").note)
    assert "but for those told with a difference" in note
    alone = msgspec.structs.replace(dossier, facts=tuple(f for f in told if f.status != "disputed"))
    assert "but for" not in "".join(run.text for run in section(alone, "Agreed, by independent origins").note)


def test_two_origins_of_one_name_are_told_apart(dossier: d.Dossier) -> None:
    single = section(dossier, "From a single origin")
    assert not re.search(r"\(\d{3}\): ", "".join(r.text for g in single.groups for r in g.title))
    same = tuple(msgspec.structs.replace(o, name="Meridian Press Agency") for o in dossier.origins)
    renamed = section(msgspec.structs.replace(dossier, origins=same), "From a single origin")
    titles = ["".join(r.text for r in g.title) for g in renamed.groups]
    assert len(titles) > 1
    assert len(set(titles)) == len(titles)
    assert all(re.match(r"Meridian Press Agency \(\d{3}", title) for title in titles)


def test_background_stands_apart(dossier: d.Dossier) -> None:
    assert "crew member was killed" in text_of(section(dossier, "Background"))
    assert "crew member was killed" not in text_of(section(dossier, "Agreed, by independent origins"))


def test_quotations_are_grouped_by_speaker_with_variants_fragments_and_dispute(dossier: d.Dossier) -> None:
    told = text_of(section(dossier, "Who said what"))
    assert "in part: “something to be proud of”" in told
    assert "indirectly: the ship was stable" in told
    assert "Given to different people: Nadia Okonjo-Bell in 000; Jonas Pell in 003" in told


def test_copies_are_told_with_their_parent(dossier: d.Dossier) -> None:
    told = text_of(section(dossier, "Copies and lineage"))
    assert "Marrow Daily Courier (002) copies Meridian Press Agency (001)" in told
    key = text_of(section(dossier, "The reports"))
    assert "copy of 001" in key
    assert "rewritten from 001" in key


def test_matrix_gives_the_letter_of_the_value(dossier: d.Dossier) -> None:
    part = section(dossier, "Statements by report")
    (table,) = part.groups[0].items[0]
    assert isinstance(table, Table)
    row = next(r for r in table.rows if "241" in r[0][0].text)
    assert [cell[0].text for cell in row[1:-1]] == ["a", "b", "b", "·", "b"]


def test_matrix_has_a_line_for_each_statement_and_whole_ids(dossier: d.Dossier) -> None:
    many = [f for f in dossier.facts if f.support.articles > 1]
    for width in (60, 80, 140):
        printed = on_terminal(dossier, width)
        lines = printed[printed.index("Statements by report") :].splitlines()
        held = [line for line in lines if any(line.rstrip().endswith(f.id) for f in many)]
        assert len(held) == 15
        assert all(len(line) <= width for line in held)


def test_reports_with_long_ids_are_numbered_in_the_matrix(dossier: d.Dossier) -> None:
    def long(content: str) -> str:
        for a in dossier.articles:
            content = content.replace(f'"{a.id}"', f'"evening-paper-{a.id}"')
        return content

    renamed = from_json(long(to_json(dossier).decode()).encode())
    part = section(renamed, "Statements by report")
    assert "1 evening-paper-000, 2 evening-paper-001" in part.note[0].text
    (table,) = part.groups[0].items[0]
    assert isinstance(table, Table)
    assert table.head == ("statement", "1", "2", "3", "4", "5", "id")


def test_colours_are_only_where_the_terminal_has_them(dossier: d.Dossier) -> None:
    assert "\x1b[" in on_terminal(dossier, color=True)
    assert "\x1b" not in on_terminal(dossier)


def test_rejects_and_furniture_are_shown_with_reasons(dossier: d.Dossier) -> None:
    told = text_of(section(dossier, "Set aside and marked"))
    assert "empty.txt: empty, no text in it" in told
    assert "Also read: What we know about the Maiden Rocks" in told


def test_an_excerpts_dossier_gives_the_same_statements(dossier: d.Dossier) -> None:
    cut = excerpts(dossier)
    assert all(a.text is None for a in cut.articles)
    assert "(text left out)" not in markdown(cut)
    assert text_of(section(cut, "Who said what")) == text_of(section(dossier, "Who said what"))


def hostile_dossier(dossier: d.Dossier) -> d.Dossier:
    """Every string of the dossier that comes from outside replaced by a hostile one, of the same length in texts."""

    def bad(text: str) -> str:
        return (HOSTILE * (len(text) // len(HOSTILE) + 1))[: len(text)]

    articles = tuple(
        msgspec.structs.replace(a, text=bad(a.text or ""), outlet=HOSTILE, headline=HOSTILE, path=HOSTILE)
        for a in dossier.articles
    )
    facts = tuple(msgspec.structs.replace(f, statement=HOSTILE) for f in dossier.facts)
    entities = tuple(msgspec.structs.replace(e, name=HOSTILE, names=(HOSTILE, HOSTILE + "!")) for e in dossier.entities)
    conflicts = tuple(msgspec.structs.replace(c, about=HOSTILE) for c in dossier.conflicts)
    rejects = (d.RejectRow(what=HOSTILE, reason="malformed", detail=HOSTILE),)
    story = msgspec.structs.replace(dossier.story, title=HOSTILE)
    return msgspec.structs.replace(
        dossier, story=story, articles=articles, facts=facts, entities=entities, conflicts=conflicts, rejects=rejects
    )


def test_hostile_text_stays_text_in_markdown(dossier: d.Dossier) -> None:
    page = markdown(hostile_dossier(dossier))
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(page)
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "fence",
        "code_block",
        "em_open",
        "blockquote_open",
    }
    heads = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2"]
    assert heads == [s.title for s in account(dossier).sections]
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


def test_hostile_text_stays_text_on_the_terminal(dossier: d.Dossier) -> None:
    printed = on_terminal(hostile_dossier(dossier), 100)
    assert "\x1b" not in printed
    assert "\x07" not in printed
    assert "\u202e" not in printed
    assert "[bold red]x" in printed
    assert "⟨U+001B⟩" in printed


@given(st.text(max_size=60))
def test_escaped_text_reads_back_as_the_shown_text(text: str) -> None:
    want = shown(text)
    if not want:
        return
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("- " + escaped(text, first=True) + "\n")
    assert [t.type for t in tokens][:4] == ["bullet_list_open", "list_item_open", "paragraph_open", "inline"]
    children = tokens[3].children or []
    assert {c.type for c in children} <= {"text", "text_special"}
    assert "".join(c.content for c in children) == want


@given(st.text(max_size=80))
def test_shown_text_is_one_safe_line(text: str) -> None:
    made = shown(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]", made)
    assert shown(made) == made


def test_comparison_marks_what_differs() -> None:
    told = compared("The ship is stable and nobody is missing", "“The vessel is stable and nobody is missing”")
    assert Run("ship", "removed") in told
    assert Run("vessel", "added") in told
    kept = "".join(r.text for r in told if r.style != "removed")
    assert " ".join(kept.split()) == "“The vessel is stable and nobody is missing”"


@given(st.lists(st.sampled_from("one two three four, five. six".split()), min_size=1, max_size=12), st.data())
def test_comparison_keeps_the_words_of_the_version(words: list[str], data: st.DataObject) -> None:
    version = data.draw(
        st.lists(st.sampled_from("one two three four, five. six seven".split()), min_size=1, max_size=12)
    )
    kept = "".join(r.text for r in compared(" ".join(words), " ".join(version)) if r.style != "removed")
    bare = re.findall(r"\w+", kept)
    assert bare == re.findall(r"\w+", " ".join(version))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025", "2025"),
        ("2025-01", "January 2025"),
        ("2025-08-20", "20 August 2025"),
        ("2025-08-19TNI", "19 August 2025, night"),
        ("2025-10-14T06:40", "14 October 2025, 06:40"),
        ("2025-10-14T18:20:00-03:00", "14 October 2025, 18:20"),
        ("2025-W34", "18 to 24 August 2025"),
        ("2016-W44", "31 October to 6 November 2016"),
        ("2025-W01", "30 December 2024 to 5 January 2025"),
        ("2025-W34-WE", "23 to 24 August 2025"),
        ("2025-W60", "week 60 of 2025"),
        ("2025-SU", "summer 2025"),
        ("199", "1990s"),
        ("2025-13", "2025-13"),
        ("PAST_REF", "PAST_REF"),
    ],
)
def test_dates_keep_their_granularity_in_words(value: str, words: str) -> None:
    assert date_words(value) == words


def test_origins_in_words() -> None:
    assert [origins(1), origins(3), origins((1, 2)), origins((2, 2))] == [
        "1 origin",
        "3 independent origins",
        "1 or 2 origins",
        "2 independent origins",
    ]


@pytest.mark.parametrize(
    ("name", "usual", "slip"),
    [
        ("Iris Holloway", "Iris Halloway", True),
        ("Holloway", "Iris Halloway", True),
        ("Ewan Tredarow", "Ewan Tredarrow", True),
        ("Halloway", "Iris Halloway", False),
        ("Solrun Eldjarn", "Sólrún Eldjárn", False),
        ("the captain", "Ewan Tredarrow", False),
        ("Belarusian", "Belarus", False),
    ],
)
def test_misspelt_names_are_told_from_other_forms(name: str, usual: str, slip: bool) -> None:
    assert misspelt(name, usual) is slip


def test_nothing_found_is_said() -> None:
    full = gold_dossier()
    empty = msgspec.structs.replace(
        full,
        conflicts=(),
        compatible=(),
        facts=(),
        quotations=(),
        utterances=(),
        events=(),
        entities=(),
        copies=(),
        timeline=(),
        rejects=(),
    )
    page = markdown(empty)
    assert "None found. Reports that leave a thing out do not confirm it." in page
    assert "No statement rests on more than one origin." in page
    assert on_terminal(empty)


def test_rendering_twice_gives_the_same(dossier: d.Dossier) -> None:
    assert markdown(dossier) == markdown(gold_dossier())
    assert on_terminal(dossier) == on_terminal(gold_dossier())


def test_those_only_described_stand_in_one_line_after_the_named(dossier: d.Dossier) -> None:
    entity = msgspec.structs.replace(dossier.entities[0], id="entity-x", name="a deckhand", names=("a deckhand",))
    told = text_of(section(msgspec.structs.replace(dossier, entities=(*dossier.entities, entity)), "Who is who"))
    assert re.search(r"not named: .*a deckhand", told)
    assert told.index(dossier.entities[0].name) < told.index("a deckhand")


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("the port was closed", "The port was closed"),
        ("iPhone sales fell", "iPhone sales fell"),
        ("the port was “closed for", "The port was “closed for…”"),
        ('the port was "closed for', 'The port was "closed for…"'),
        ("the port was “closed”", "The port was “closed”"),
    ],
)
def test_words_cut_out_of_a_sentence_read_as_a_statement(words: str, reads: str) -> None:
    assert stated(words) == reads


def test_words_that_are_no_clause_are_told_with_their_verb() -> None:
    row = msgspec.structs.replace(gold_dossier().quotations[0], direct=False)
    told = {
        f"{cue} {rule}": manner(msgspec.structs.replace(row, cue=cue, rule=rule))
        for cue, rule in (
            ("condemned", "judge:obj"),
            ("denied", "say:that"),
            ("hopes", "think:that"),
            ("said", "say:that"),
            ("according to", "say:sentence"),
        )
    }
    assert list(told.values()) == ["condemned", "denied", "hopes", "indirectly", "indirectly"]
