"""The overview in a browser: one filter for map, timeline and table, kept in the address."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

pytest_plugins = ("browser_fixtures",)

Page = Any


def counted(page: Page) -> dict[str, int]:
    """How many incidents each view shows, as its words say."""

    def all_of(selector: str) -> int:
        labels = page.locator(selector).evaluate_all(
            "all => all.map(each => each.getAttribute('aria-label'))"
        )
        return sum(int(number) for label in labels for number in re.findall(r"(\d+) incident", label))

    def told(words: str) -> int:
        return int(page.locator(".counts li", has_text=words).locator("b").inner_text())

    return {
        "head": int(page.locator("h1").inner_text().split()[0]),
        "map": all_of(".map .spot") + told("not located"),
        "timeline": all_of(".bars [data-since]") + told("not dated"),
        "table": page.locator("#t-incidents tbody tr").count(),
    }


def view(page: Page) -> dict[str, Any]:
    """All that a shared address has to bring back."""
    return {
        "counts": counted(page),
        "chips": page.locator(".chips li").all_inner_texts(),
        "spot": page.locator(".map").get_attribute("data-spot"),
        "titles": page.locator("#t-incidents tbody th").all_inner_texts(),
        "bars": page.locator(".bars [data-since]").count(),
        "text": page.locator("#f-text").input_value(),
        "disputed": page.locator("#f-disputed").input_value(),
    }


def choose(page: Page, facet: str, value: str) -> None:
    page.locator(f"section[aria-labelledby=facet-{facet}] a.value", has_text=value).first.click()
    page.wait_for_load_state()


def test_one_filter_moves_map_timeline_and_table(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    assert set(counted(page).values()) == {8}
    choose(page, "type", "ASSAULT")
    assert set(counted(page).values()) == {4}
    choose(page, "place", "Tarnsjo")
    assert set(counted(page).values()) == {2}
    page.locator("#f-disputed").select_option("toll")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**disputed=toll**")
    assert set(counted(page).values()) == {1}
    assert "5 March" in page.locator("#t-incidents tbody th").inner_text()
    query = parse_qsl(urlsplit(page.url).query)
    assert sorted(query) == [("disputed", "toll"), ("place", "Tarnsjo"), ("type", "ASSAULT")]
    page.get_by_role("link", name="Remove the filter Place: Tarnsjo").click()
    page.wait_for_load_state()
    assert ("place", "Tarnsjo") not in parse_qsl(urlsplit(page.url).query)
    page.get_by_role("link", name="clear all").click()
    page.wait_for_load_state()
    assert set(counted(page).values()) == {8}


def test_map_and_timeline_filter_too(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    bar = page.locator(".bars a[data-since='2031-03-05'], .bars a").last
    since = bar.get_attribute("data-since")
    bar.click()
    page.wait_for_url("**since=**")
    assert counted(page)["table"] < 8
    assert f"since={since}" in page.url
    page.go_back()
    page.wait_for_load_state()
    page.locator(".map a.spot").first.click()
    page.wait_for_url(re.compile("(at|box)="))


def test_the_map_moves_in_place_and_the_address_follows(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/?type=ASSAULT")
    page.evaluate("window.stayed = true")
    before = page.locator(".map").get_attribute("data-spot")
    page.get_by_role("link", name="Closer").click()
    page.wait_for_url("**at=**")
    moved = page.locator(".map").get_attribute("data-spot")
    assert moved != before
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"type": "ASSAULT", "at": moved}
    box = page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=3)
    page.mouse.up()
    page.wait_for_function("was => document.querySelector('.map').dataset.spot !== was", arg=moved)
    assert page.evaluate("window.stayed")


def test_a_shared_address_brings_the_view_back(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/?disputed=any&type=ASSAULT&text=harbour&sort=title&at=59.5,15,4")
    first = view(page)
    assert first["counts"]["table"] == 1
    assert first["spot"] == "59.5,15,4"
    assert first["text"] == "harbour"
    again = window(served)  # another person's browser
    again.goto(page.url)
    assert view(again) == first


def test_an_empty_field_of_the_filter_is_not_in_the_address(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    page.locator("#f-text").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=harbour**")
    assert urlsplit(page.url).query == "text=harbour"
