"""`demarche watch --once` over a site of this machine, folders and archives, as a user sees it."""

import os
from pathlib import Path

import pytest
from benchmarks.killed import killed
from benchmarks.news_site import Answer, Site, atom, rss, serving, story
from fastwarc.warc import WarcRecord, WarcRecordType

from demarche.cli.program import run
from demarche.ledger import Ledger, Query

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def look(folder: Path, *arguments: str) -> int:
    return run([
        "watch", *arguments, "--once", "--rate", "1000", "--allow-private", "--settle", "1s",
        "--ledger", str(folder / "l.db"),
    ])  # fmt: skip


def held(folder: Path) -> list[str]:
    with Ledger.open(folder / "l.db") as ledger:
        return sorted(row.url or row.source or "" for row in ledger.reports(Query(limit=None)).rows)


def refused(folder: Path) -> dict[str, str]:
    with Ledger.open(folder / "l.db") as ledger:
        return {each.source: f"{each.reason}: {each.detail}" for each in ledger.refusals()}


def test_pages_of_feeds_are_read_once(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.pages.update({f"/{n}": Answer(story(n)) for n in range(4)})
        site.pages["/moved"] = Answer(status=301, headers={"location": "/3"})
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private", kind="text/plain")
        site.pages["/rss"] = Answer(rss(site, ["/0", "/1", "/gone", "/private/1"]), headers={"etag": '"1"'})
        site.pages["/atom"] = Answer(atom(site, ["/1", "/2", "/moved"]))
        feeds = [f"{site.address}/rss", f"{site.address}/atom"]
        assert look(tmp_path, *feeds) == 1
        assert held(tmp_path) == [f"{site.address}/{n}" for n in range(4)]
        assert "status 404" in refused(tmp_path)[f"{site.address}/gone"]
        assert "robots.txt" in refused(tmp_path)[f"{site.address}/private/1"]
        assert "/private/1" not in site.asked
        assert site.agents == {"demarche/0.1.0"}
        site.asked.clear()
        assert look(tmp_path, *feeds) == 0
        assert sorted(site.asked) == ["/atom", "/robots.txt", "/rss"]
        assert len(held(tmp_path)) == 4


def test_a_busy_host_is_left_alone_and_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Site()) as site:
        site.pages["/feed"] = Answer(rss(site, ["/0"]))
        site.pages["/0"] = Answer(status=429, headers={"retry-after": "3600"})
        assert look(tmp_path, f"{site.address}/feed") == 0
        assert "postponed" in capsys.readouterr().out
        site.pages["/0"] = Answer(story(0))
        site.asked.clear()
        assert look(tmp_path, f"{site.address}/feed") == 1  # the feed's host is at rest
        assert "left alone" in capsys.readouterr().out
        assert [path for path in site.asked if path != "/robots.txt"] == []
        assert held(tmp_path) == []


def test_hostile_feeds_are_refused_or_harmless(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.pages["/laughs"] = Answer(
            LAUGHS + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>"
        )
        site.pages["/giant"] = Answer(b"<rss>" + b" " * 3_100_000)
        site.pages["/page"] = Answer(story(1))
        site.pages["/noise"] = Answer(bytes(range(256)) * 50)
        feeds = [f"{site.address}/{name}" for name in ("laughs", "giant", "page", "noise")]
        assert look(tmp_path, *feeds) == 1
        reasons = refused(tmp_path)
        assert "larger than" in reasons[feeds[1]]
        assert "no feed" in reasons[feeds[2]]
        assert held(tmp_path) == []


def test_folders_and_archives_that_grow(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    assert look(tmp_path, str(inbox)) == 0

    def crawl(*numbers: int) -> None:
        with (inbox / "crawl.warc").open("ab") as file:
            for number in numbers:
                record = WarcRecord()
                record.init_headers(record_type=WarcRecordType.response)
                record.headers["WARC-Target-URI"] = f"https://news.example/{number}"
                record.headers["Content-Type"] = "application/http; msgtype=response"
                record.set_bytes_content(HEAD + story(number))
                record.write(file)
        os.utime(inbox / "crawl.warc", (1, 1))

    crawl(1, 2)
    (inbox / "a.txt").write_text("Norway urged Finland to restrain Sweden on Tuesday, officials said.")
    assert look(tmp_path, str(inbox)) == 0
    assert len(held(tmp_path)) == 3
    crawl(3)
    assert look(tmp_path, str(inbox)) == 0
    assert [url for url in held(tmp_path) if "news.example" in url] == [
        f"https://news.example/{number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("source", "says"),
    [("ftp://news.example/feed", "only http"), ("nothing/here", "no such file"), ("-", "standard input")],
)
def test_what_cannot_be_watched(
    source: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look(tmp_path, source) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "l.db").exists()


def test_killed_at_any_moment_nothing_is_lost_or_read_twice() -> None:
    outcome = killed("watch", moments=8)
    assert (outcome.equal, outcome.again, outcome.lingering) == (8, 0, 0)
