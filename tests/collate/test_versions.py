"""Versions of one page, as told from copies."""

import random

from copy_samples import BRIDGE, MARKET, report

from demarche.collate.copies.finding import find_copies
from demarche.collate.copies.versions import same_address, versions
from demarche.records import Report

CORRECTED = BRIDGE.replace("killing nine people", "killing ten people")


def at(name: str, url: str, text: str, outlet: str, published: str) -> Report:
    return Report(
        id=name, text=text, url=url, outlet=outlet, published=published, digest=str(len(text)) + text[:9]
    )


def test_a_corrected_page_is_a_version_and_no_copy() -> None:
    reports = [
        report("7", BRIDGE, "Northern Star", "2016-05-03"),
        report("7", CORRECTED, "NORTHERN STAR", "2016-05-04"),
    ]
    assert [len(page) for page in versions(reports)] == [2]
    assert versions(reports)[0][-1].text == CORRECTED
    assert find_copies(reports) == ()


def test_one_address_is_one_page_whatever_the_id() -> None:
    first = at("u1", "https://www.star.example/bridge/?utm_source=mail", BRIDGE, "Star", "2016-05-03")
    second = at("u2", "http://star.example/bridge#top", CORRECTED, "The Star", "2016-05-04")
    assert [len(page) for page in versions([first, second])] == [2]
    assert find_copies([first, second]) == ()


def test_one_id_of_two_outlets_is_two_reports() -> None:
    reports = [report("7", BRIDGE, "Star"), report("7", BRIDGE, "Comet")]
    assert [len(page) for page in versions(reports)] == [1, 1]
    assert [group.reports for group in find_copies(reports)] == [("comet/7", "star/7")]


def test_the_latest_version_is_the_one_compared() -> None:
    reports = [
        report("7", BRIDGE, "Star", "2016-05-03"),
        report("7", MARKET, "Star", "2016-05-05"),
        report("9", BRIDGE, "Comet", "2016-05-03"),
    ]
    assert find_copies(reports) == ()


def test_the_same_version_twice_is_one() -> None:
    same = report("7", BRIDGE, "Star", "2016-05-03")
    assert versions([same, same]) == ((same,),)


def test_order_makes_no_difference() -> None:
    reports = [
        report("7", BRIDGE, "Star", "2016-05-03"),
        report("7", CORRECTED, "star", "2016-05-03"),
        report("7", MARKET, "Comet"),
        at("x", "https://star.example/a", MARKET, "Star", "2016-05-03"),
        at("y", "https://star.example/a/", BRIDGE, "Star", "2016-05-02"),
    ]
    expected = versions(reports)
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert versions(reports) == expected


def test_addresses() -> None:
    assert same_address("HTTPS://WWW.Star.example/a/?b=2&a=1#c") == same_address(
        "http://star.example/a?a=1&b=2"
    )
    assert same_address("https://star.example/a?id=1") != same_address("https://star.example/a?id=2")
    assert same_address("https://star.example/") == same_address("") == same_address("http://[broken") == ""
