"""Files, folders and standard input: what is read, what is rejected and why, ids, dates, encodings."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import socket
from pathlib import Path

import pytest

from consilience.ingest.dates import iso
from consilience.ingest.decode import Decoded, Undecodable, decode
from consilience.ingest.files import Intake, read
from consilience.ingest.language import other_language
from consilience.text.bytemap import ByteMap

REPORT = (
    "The harbour wall at Port Ellery gave way on Tuesday, and three boats were lost.\n"
    "The harbour master, Jon Aske, said that no one was hurt and that the ferry would run again within a week.\n"
)


def only(intake: Intake) -> str:
    assert len(intake.rejects) == 1, intake.rejects
    return f"{intake.rejects[0].reason}: {intake.rejects[0].detail}"


def test_a_text_is_its_bytes_with_nothing_changed(tmp_path: Path) -> None:
    raw = "\ufeffLine one\r\nLine\ttwo ﬁ — the report of the council.\n\n".encode()
    (tmp_path / "a.txt").write_bytes(raw)
    capture = read([tmp_path / "a.txt"]).captures[0]
    assert capture.text == raw.decode("utf-8")
    assert capture.id == "a" and capture.sha256 == hashlib.sha256(raw).hexdigest()
    assert ByteMap(capture.text, capture.runs, capture.encoding).ranges(0, len(capture.text)) == [(0, len(raw))]


def test_a_folder_with_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "articles" / "deep").mkdir(parents=True)
    (tmp_path / "articles" / "000.txt").write_text(REPORT)
    (tmp_path / "articles" / "deep" / "001.txt").write_text(REPORT + "More.")
    (tmp_path / "articles" / "notes.docx").write_bytes(b"x")
    (tmp_path / "articles" / ".hidden.txt").write_text("x")
    (tmp_path / "gold.json").write_text("{}")
    (tmp_path / "meta.json").write_text(
        json.dumps(
            {"000": {"outlet": "The Coast Ledger", "title": "Wall falls", "published": "2024-03-05", "url": None}}
        )
    )
    intake = read([tmp_path])
    assert [c.id for c in intake.captures] == ["000", "001"]
    first = intake.captures[0]
    assert (first.outlet, first.headline, first.published, first.published_rule, first.url) == (
        "The Coast Ledger",
        "Wall falls",
        "2024-03-05",
        "meta",
        None,
    )
    assert intake.captures[1].outlet is None
    assert [Path(p.path).name for p in intake.passed_over] == [".hidden.txt", "notes.docx", "gold.json", "meta.json"]
    assert intake.inputs == 2 and not intake.rejects


def test_stems_that_clash_are_told_apart(tmp_path: Path) -> None:
    for folder, name in (("a", "000.txt"), ("a", "000.html"), ("b", "000.txt"), ("b", "001.txt")):
        (tmp_path / folder).mkdir(exist_ok=True)
        body = REPORT if name.endswith("txt") else f"<html><body><article><p>{REPORT * 3}</p></article></body></html>"
        (tmp_path / folder / name).write_text(body)
    assert [c.id for c in read([tmp_path / "a"]).captures] == ["000.html", "000.txt"]
    assert [c.id for c in read([tmp_path]).captures] == ["000.html", "001", "a/000.txt", "b/000.txt"]


def test_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.jsonl"):
        (tmp_path / name).write_text(REPORT if name.endswith("txt") else json.dumps({"text": REPORT}) + "\nbroken\n")
    paths = [tmp_path / n for n in ("c.jsonl", "a.txt", "b.txt")]
    assert read(paths) == read(paths[::-1]) == read([tmp_path])


PLAIN = REPORT.encode()
CASES = [
    ("e.txt", b"", "empty"),
    ("e.txt", b" \n\t\r\n", "empty"),
    ("e.txt", b"\xef\xbb\xbf\n", "empty"),
    ("p.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary: a PNG image"),
    ("z.txt", b"\x1f\x8b\x08\0" + b"x" * 50, "binary: gzip"),
    ("n.txt", b"abc\0def\0\0\0" + bytes(range(256)), "binary"),
    ("c.txt", b"\x01\x02\x03text\x04" * 20, "binary"),
    ("t.txt", ("Zoë’s report " + REPORT).encode()[:-1] + "é".encode()[:1], "truncated"),
    ("u.txt", b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1], "truncated"),
    (
        "d.txt",
        ("Die Regierung hat am Dienstag beschlossen, dass die Brücke neu gebaut wird. " * 5).encode(),
        "language: written in German",
    ),
    ("x.html", b"<html><head><title>x</title></head><body><script>1</script></body></html>", "no-text"),
    ("j.jsonl", b"{}\n", 'malformed: line 1: no "text"'),
]


def test_packed_lines_give_what_plain_ones_give(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": name, "text": f"{name}. {REPORT}"}) + "\n" for name in ("a", "b")) + "broken\n"
    (tmp_path / "plain").mkdir()
    (tmp_path / "packed").mkdir()
    (tmp_path / "plain" / "day.jsonl").write_text(rows)
    (tmp_path / "packed" / "day.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    plain, packed = read([tmp_path / "plain"]), read([tmp_path / "packed" / "day.jsonl.gz"])
    assert [(c.id, c.text, c.runs, c.sha256) for c in packed.captures] == [
        (c.id, c.text, c.runs, c.sha256) for c in plain.captures
    ]
    assert [c.id for c in packed.captures] == ["a", "b"]
    assert only(packed) == only(plain)
    assert packed.rejects[0].what.endswith("day.jsonl.gz:3")
    unnamed = tmp_path / "packed" / "more.jsonl.gz"
    unnamed.write_bytes(gzip.compress(json.dumps({"text": REPORT}).encode()))
    assert [c.id for c in read([unnamed]).captures] == ["more-1"]


LINE = gzip.compress(json.dumps({"text": REPORT}).encode())


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (LINE[: len(LINE) // 2], "truncated: the packed data end too early"),
        (LINE[:-8] + bytes(8), "malformed: not a whole gzip file"),
        (LINE[:20] + b"\xff" * 20 + LINE[40:], "malformed: not a whole gzip file"),
        (b"not packed at all", "malformed: not a whole gzip file"),
        (gzip.compress(b" " * 3_000_000), "too-large: unpacks to more than 2 MB"),
    ],
)
def test_broken_gzip_is_rejected_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, reason: str
) -> None:
    monkeypatch.setattr("consilience.ingest.files.MOST_UNPACKED", 2 << 20)
    (tmp_path / "j.jsonl.gz").write_bytes(raw)
    (tmp_path / "good.txt").write_bytes(PLAIN)
    intake = read([tmp_path])
    assert [c.id for c in intake.captures] == ["good"]
    assert only(intake).startswith(reason)


def test_only_lines_are_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(PLAIN))
    assert only(read([tmp_path / "a.txt.gz"])).startswith("unsupported: files ending in .gz")


@pytest.mark.parametrize(("name", "raw", "reason"), CASES)
def test_what_cannot_be_read_is_rejected_with_its_reason(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_bytes(PLAIN)
    intake = read([tmp_path])
    assert [c.id for c in intake.captures] == ["good"]
    assert only(intake).startswith(reason)
    assert name in intake.rejects[0].what


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "good.txt").write_bytes(PLAIN)
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    intake = read([tmp_path])
    assert [c.id for c in intake.captures] == ["good"]
    assert [(Path(r.what).name, r.reason) for r in intake.rejects] == [
        ("dangling.txt", "unreadable"),
        ("loop", "unreadable"),
        ("pipe.txt", "unreadable"),
    ]
    assert only(read([tmp_path / "absent"])).startswith("unreadable: no such file")
    assert only(read([tmp_path / "empty"])).startswith("empty: no report in this folder")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert only(read([tmp_path / "a.pdf"])).startswith("unsupported: files ending in .pdf")


def test_a_huge_file_is_rejected_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert only(read([tmp_path / "big.txt"])).startswith("too-large: 21 MB")


def test_the_same_path_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAIN)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    intake = read([tmp_path, tmp_path / "a.txt"])
    assert [c.id for c in intake.captures] == ["a"]
    assert [r.reason for r in intake.rejects] == ["duplicate-path", "duplicate-path"]
    assert intake.inputs == 3


def test_same_outlet_address_and_text_is_one_article() -> None:
    rows = [
        {"id": "1", "outlet": "Ledger", "url": "https://a.example/1", "text": REPORT},
        {"id": "2", "outlet": "Ledger", "url": "https://a.example/1", "text": REPORT},
        {"id": "3", "outlet": "Courier", "url": "https://b.example/1", "text": REPORT},
    ]
    intake = read(["-"], stdin="\n".join(map(json.dumps, rows)).encode())
    assert [c.id for c in intake.captures] == ["1", "3"]
    assert [r.reason for r in intake.rejects] == ["duplicate-article"]


def test_json_lines_map_back_through_their_escapes(tmp_path: Path) -> None:
    text = 'She said: "no".\nTwo\tcolumns \\ and Zoë 😀 — the report of the council.'
    lines = [json.dumps({"id": "é", "text": "first of the reports"}, ensure_ascii=False), "", '{"text": "cut', '["list"]',
             '{"text": "a", "text": 7}',
             json.dumps({"title": "T", "published": "2024-03-05T10:00:00Z", "text": text}), '{"text":"ends']  # fmt: skip
    raw = "\n".join(lines).encode()
    (tmp_path / "feed.jsonl").write_bytes(raw)
    intake = read([tmp_path / "feed.jsonl"])
    assert [(c.id, c.part) for c in intake.captures] == [("feed-6", 6), ("é", 1)]
    assert [(r.what.rsplit(":", 1)[1], r.reason) for r in intake.rejects] == [
        ("3", "malformed"),
        ("4", "malformed"),
        ("5", "malformed"),
        ("7", "truncated"),
    ]
    capture = intake.captures[0]
    assert capture.text == text and capture.published == "2024-03-05T10:00+00:00"
    found = ByteMap(capture.text, capture.runs, "utf-8")
    for start, end in ((0, len(text)), (0, 5), (9, 13), (text.index("Zoë"), text.index("Zoë") + 5)):
        pieces = b"".join(raw[a:b] for a, b in found.ranges(start, end))
        assert json.loads(b'"' + pieces + b'"') == text[start:end]


def test_equal_ids_in_one_feed_are_told_apart() -> None:
    rows = [{"id": "x", "text": REPORT + str(n)} for n in range(3)]
    ids = [c.id for c in read(["-"], stdin="\n".join(map(json.dumps, rows)).encode()).captures]
    assert len(set(ids)) == 3


def test_one_text_on_standard_input() -> None:
    capture = read(["-"], stdin=PLAIN, published="2024-03-05").captures[0]
    assert (capture.id, capture.path, capture.published, capture.published_rule) == (
        "stdin",
        "-",
        "2024-03-05",
        "option",
    )


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAIN)
    (tmp_path / "meta.json").write_text('{"a": {"published": "last week"}}')
    intake = read([tmp_path])
    assert intake.captures[0].published is None
    assert "last week" in intake.notes[0]
    (tmp_path / "meta.json").write_text("not json")
    assert "read without it" in read([tmp_path]).notes[0]
    with pytest.raises(ValueError, match="not a date"):
        read([tmp_path], published="yesterday")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2025-08-20", "2025-08-20"),
        ("20250820", "2025-08-20"),
        ("2025-08-20T09:53:07Z", "2025-08-20T09:53:07+00:00"),
        ("2025-08-20 09:53", "2025-08-20T09:53"),
        ("2025-08-20T09:53:00.000+0200", "2025-08-20T09:53+02:00"),
        ("Wed, 20 Aug 2025 09:53:00 +0300", "2025-08-20T09:53+03:00"),
        ("2025-13-40", None),
        ("soon", None),
        (20250820, None),
    ],
)
def test_dates_come_out_as_iso(printed: object, expected: str | None) -> None:
    assert iso(printed) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    text = "The café’s owner, Zoë Marsh, said “we are open” — and that the street would be closed until the end of the week."
    found = decode(text.encode(encoding))
    assert isinstance(found, Decoded)
    assert found.text.removeprefix("\ufeff") == text
    assert found.text.encode(found.encoding) == text.encode(encoding)


def test_a_page_may_name_its_encoding() -> None:
    found = decode("žluťoučký kůň".encode("iso8859-2"), "iso-8859-2")
    assert isinstance(found, Decoded) and found.text == "žluťoučký kůň"
    assert isinstance(decode(b"plain words", "no-such-encoding"), Decoded)
    assert isinstance(decode(b""), Undecodable)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (REPORT, None),
        ("Lukashenko, Pezeshkian Minsk Tehran", None),
        ("Le gouvernement a annoncé mardi que le pont serait reconstruit avant la fin de l'année prochaine.", "French"),
        ("Правительство объявило во вторник, что мост будет восстановлен до конца следующего года.", "Russian"),
        ("Ja.", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert other_language(text) == language


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252"><title>Wall falls | The Coast Ledger</title>
<meta property="og:site_name" content="The Coast Ledger"><link rel="canonical" href="https://ledger.example/wall">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Harbour wall gives way",
 "datePublished": "2024-03-05T14:20:00+01:00", "author": [{"name": "Mara Venn"}]}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour wall gives way</h1>
<p>The harbour wall at Port&nbsp;Ellery gave way on Tuesday, &ldquo;taking three boats&rdquo;, the harbour master Jon Aske said
&mdash; no one was hurt.</p>
<p>Work on the <b>café</b> quay &amp; the <a href="/x">old slipway</a> had been put off twice since 2021, according to minutes
of the council.</p>
<p>The council said it would pay for the repair and that the work would begin in April, when divers can go down to the foundations.</p>
</article><footer>&copy; 2024</footer></body></html>"""


def test_a_page_gives_text_date_with_zone_and_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was opened")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    raw = PAGE.encode("cp1252")
    (tmp_path / "wall.html").write_bytes(raw)
    intake = read([tmp_path / "wall.html"])
    assert not intake.rejects
    capture = intake.captures[0]
    assert (capture.headline, capture.outlet, capture.byline) == (
        "Harbour wall gives way",
        "The Coast Ledger",
        "Mara Venn",
    )
    assert (capture.published, capture.published_rule, capture.url) == (
        "2024-03-05T14:20+01:00",
        "page",
        "https://ledger.example/wall",
    )
    assert "Home" not in capture.text and "café quay & the old slipway" in capture.text
    assert capture.runs[0].start == 0 and capture.runs[-1].end == len(capture.text)
    assert all(a.end == b.start for a, b in zip(capture.runs, capture.runs[1:], strict=False))
    found = ByteMap(capture.text, capture.runs, capture.encoding)
    start = capture.text.index("café")
    assert b"".join(raw[a:b] for a, b in found.ranges(start, start + 6)) == b"caf\xe9 q"
    start = capture.text.index("“taking")
    assert raw[slice(*found.ranges(start, start + 1)[0])] == b"&ldquo;"
    assert found.mapped(0, len(capture.text)) > 0.97 * len(capture.text)
