"""Web archives: the pages in WARC and WACZ, and nothing worse than a refusal from damaged or hostile ones."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from demarche.intake import Limits, read_inputs
from demarche.records import Refusal, Report

SITE = "https://news.example"


def page(number: int, more: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>Shelling of Karsin, day {number}</title>{more}</head>"
        f"<body><article><h1>Shelling of Karsin, day {number}</h1><p>Ostmark's guns shelled Karsin Monday, "
        f"killing {number + 2} civilians, its mayor said. Veltria called on Ostmark to stop, its foreign "
        f"minister told reporters in the capital.</p></article></body></html>"
    ).encode()


def record(
    body: bytes,
    address: str,
    *,
    kind: WarcRecordType = WarcRecordType.response,
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    media: str = "",
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = address
    if media:
        made.headers["Content-Type"] = media
        made.set_bytes_content(body)
    else:
        made.headers["Content-Type"] = "application/http; msgtype=response"
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers)
        made.set_bytes_content(head.encode() + b"\r\n" + body)
    return made


def warc(records: Sequence[WarcRecord], *, packed: bool = True) -> bytes:
    parts = []
    for each in records:
        out = io.BytesIO()
        if packed:
            writer = GzipWriter(out)
            each.write(writer)
            writer.finish()
        else:
            each.write(out)
        parts.append(out.getvalue())
    return b"".join(parts)


def crawl() -> list[WarcRecord]:
    """What a crawler leaves: pages among all that is none."""
    return [
        record(b"software: crawler\r\n", "", kind=WarcRecordType.warcinfo, media="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", f"{SITE}/1", kind=WarcRecordType.request, media="application/http"),
        record(page(1), f"{SITE}/1"),
        record(b"User-agent: *\nDisallow: /private/ and more words\n", f"{SITE}/robots.txt",
               headers=[("Content-Type", "text/plain")]),
        record(b"\x89PNG\r\n\x1a\n", f"{SITE}/map.png", headers=[("Content-Type", "image/png")]),
        record(page(9), f"{SITE}/gone", status="404 Not Found"),
        record(gzip.compress(page(2)), f"{SITE}/2",
               headers=[("Content-Type", "text/html"), ("Content-Encoding", "gzip")]),
        record(b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(3)), page(3)), f"{SITE}/3",
               headers=[("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]),
        record(page(4), f"{SITE}/4", kind=WarcRecordType.resource, media="text/html"),
    ]  # fmt: skip


def wacz(*warcs: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, each in enumerate(warcs):
            archive.writestr(f"archive/data-{number}.warc.gz", each)
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("datapackage.json", "{}")
    return out.getvalue()


def read(tmp_path: Path, data: bytes, name: str, limits: Limits | None = None) -> list[Report | Refusal]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_inputs([path], limits=limits or Limits()))


def addresses(results: Sequence[Report | Refusal]) -> list[str | None]:
    assert all(isinstance(result, Report) for result in results), results
    return [result.url for result in results if isinstance(result, Report)]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: warc(crawl()), "crawl.warc.gz"),
        (lambda: warc(crawl(), packed=False), "crawl.warc"),
        (lambda: gzip.compress(warc(crawl(), packed=False)), "packed-whole.warc.gz"),
        (lambda: warc(crawl()), "no-ending"),
        (lambda: wacz(warc(crawl()[:5]), warc(crawl()[5:])), "crawl.wacz"),
        (lambda: wacz(warc(crawl())), "crawl.zip"),
        (lambda: gzip.compress(wacz(warc(crawl()))), "crawl.wacz.gz"),
    ],
)
def test_the_pages_of_an_archive_are_reports(make: Callable[[], bytes], name: str, tmp_path: Path) -> None:
    results = read(tmp_path, make(), name)
    assert addresses(results) == [f"{SITE}/{number}" for number in (1, 2, 3, 4)]
    first = results[0]
    assert isinstance(first, Report)
    assert first.title == "Shelling of Karsin, day 1"
    assert first.outlet == "news.example"
    assert first.text.count("Ostmark's guns") == 1
    assert [result.source for result in results] == [f"{tmp_path / name}:{at}" for at in (3, 7, 8, 9)]


def test_extracted_text_of_a_crawl_is_read(tmp_path: Path) -> None:
    text = b"Shells fall on Karsin\n\nOstmark's guns shelled Karsin on Monday, the mayor of the town said.\n"
    wet = warc([record(text, f"{SITE}/a", kind=WarcRecordType.conversion, media="text/plain")])
    (report,) = read(tmp_path, wet, "crawl.warc.wet.gz")
    assert isinstance(report, Report)
    assert (report.title, report.url, report.outlet) == ("Shells fall on Karsin", f"{SITE}/a", "news.example")


def test_a_page_speaks_for_its_own_site_only(tmp_path: Path) -> None:
    def named(address: str) -> bytes:
        return page(1, f'<link rel="canonical" href="{address}">')

    archive = warc([
        record(named("https://www.news.example/story"), "https://m.news.example/story?amp"),
        record(named("https://other.test/story"), f"{SITE}/copied"),
    ])  # fmt: skip
    own, copied = read(tmp_path, archive, "a.warc.gz")
    assert addresses([own, copied]) == ["https://www.news.example/story", f"{SITE}/copied"]
    assert isinstance(copied, Report)
    assert copied.outlet == "news.example"


def test_an_archive_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    def whole() -> list[WarcRecord]:
        return [record(page(number), f"{SITE}/{number}") for number in (1, 2, 3)]

    for packed, name in ((True, "a.warc.gz"), (False, "a.warc")):
        data = warc(whole(), packed=packed)
        *pages, last = read(tmp_path, data[:-60], name)
        assert addresses(pages) == [f"{SITE}/1", f"{SITE}/2"]
        assert isinstance(last, Refusal)
        assert (last.source, last.reason) == (f"{tmp_path / name}:3", "broken")
    damaged = bytearray(warc(whole()))
    damaged[len(damaged) // 2] ^= 0xFF
    *pages, last = read(tmp_path, bytes(damaged), "damaged.warc.gz")
    assert addresses(pages) == [f"{SITE}/1"]
    assert isinstance(last, Refusal)
    assert last.reason == "broken"


@pytest.mark.parametrize(
    ("make", "reason", "says"),
    [
        (lambda: warc(crawl()[:2]), "not-a-report", "without a page"),
        (lambda: warc([record(b"<html><body><p>Menu</p></body></html>", SITE)]), "not-a-report", "article"),
        (lambda: warc([record(b"<p>" + b"word " * 50_000, SITE)], packed=False), "too-large", "over 100,"),
        (lambda: warc([record(gzip.compress(b"0" * 5_000_000), SITE, headers=[
            ("Content-Type", "text/html"), ("Content-Encoding", "gzip")])]), "too-large", "over 100,000"),
        (lambda: warc([record(b"0" * 90_000_000, SITE, headers=[("Content-Type", "image/png")])]),
         "too-large", "over 200 times"),
        (lambda: warc([record(page(1), SITE, headers=[
            ("Content-Type", "text/html"), ("Content-Encoding", "zpaq")])]), "unsupported", "zpaq"),
        (lambda: b"WARC/1.0\r\nthis is no record at all\r\n\r\n", "not-a-report", "without a page"),
        (lambda: b"WARC/1.0\r\n" + b"x: " + b"y" * 500_000, "broken", "no WARC record"),
        (lambda: b"filedesc://old.arc 0.0.0.0 20040101000000 text/plain 77\n", "unsupported", "ARC"),
        (lambda: wacz(), "unsupported", "without a WARC"),
        (lambda: wacz(warc(crawl()))[:-200], "broken", "not a WACZ"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(
    make: Callable[[], bytes], reason: str, says: str, tmp_path: Path
) -> None:
    (refusal,) = read(tmp_path, make(), "a.wacz", Limits(file_bytes=100_000))
    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason
    assert says in refusal.detail


def test_a_zip_that_unpacks_to_much_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.warc", b"WARC/1.0\r\n" + b"0" * 30_000_000)
    (refusal,) = read(tmp_path, out.getvalue(), "a.wacz")
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too-large"


def test_no_bytes_of_an_archive_make_it_raise(tmp_path: Path) -> None:
    brotli = [("Content-Type", "text/html"), ("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")]
    seeds = [
        warc(crawl()),
        warc(crawl(), packed=False),
        wacz(warc(crawl())),
        warc([record(zlib.compress(page(1)), SITE, headers=brotli)], packed=False),
    ]

    @settings(deadline=None, max_examples=150, phases=[Phase.explicit, Phase.generate])
    @given(st.data())
    def damaged(draw: st.DataObject) -> None:
        data = bytearray(draw.draw(st.sampled_from(seeds)))
        for _ in range(draw.draw(st.integers(1, 6))):
            at = draw.draw(st.integers(0, len(data)))
            data[at : at + draw.draw(st.integers(0, 8))] = draw.draw(st.binary(max_size=8))
        results = read(tmp_path, bytes(data), "a.wacz", Limits(file_bytes=100_000))
        assert results
        assert all(isinstance(result, Report) or "\n" not in result.detail for result in results)

    damaged()
