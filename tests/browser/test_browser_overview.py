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
        "title": page.title(),
        "counts": counted(page),
        "chips": page.locator(".chips li").all_inner_texts(),
        "spot": page.locator(".map").get_attribute("data-spot"),
        "titles": page.locator("#t-incidents tbody th").all_inner_texts(),
        "bars": page.locator(".bars [data-since]").count(),
        "text": page.locator("#f-text").input_value(),
        "disputed": page.locator("#f-disputed").input_value(),
    }


def facet(page: Page, name: str, value: str) -> Any:
    return page.locator(f"section[aria-labelledby=facet-{name}] a.value", has_text=value).first


def choose(page: Page, name: str, value: str) -> None:
    before = page.url
    facet(page, name, value).click()
    page.wait_for_function("was => location.href !== was", arg=before)


def stays(page: Page) -> None:
    """From here on the page must not be loaded anew."""
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_one_filter_moves_map_timeline_and_table(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    stays(page)
    assert set(counted(page).values()) == {8}
    choose(page, "type", "ASSAULT")
    assert set(counted(page).values()) == {4}
    choose(page, "place", "Tarnsjo")
    assert set(counted(page).values()) == {2}
    page.locator("#f-disputed").select_option("toll")  # which needs no button
    page.wait_for_url("**disputed=toll**")
    assert set(counted(page).values()) == {1}
    assert "5 March" in page.locator("#t-incidents tbody th").inner_text()
    query = parse_qsl(urlsplit(page.url).query)
    assert sorted(query) == [("disputed", "toll"), ("place", "Tarnsjo"), ("type", "ASSAULT")]
    page.get_by_role("link", name="Remove the filter Place: Tarnsjo").click()
    page.wait_for_function("() => !location.search.includes('Tarnsjo')")
    page.get_by_role("link", name="clear all").click()
    page.wait_for_function("() => location.search === ''")
    assert set(counted(page).values()) == {8}
    assert stayed(page)


def test_back_and_forth_bring_each_view_back_in_place(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    stays(page)
    views = [view(page)]
    choose(page, "type", "ASSAULT")
    views.append(view(page))
    page.locator("#f-text").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=harbour**")
    views.append(view(page))
    titles = [each["title"].removesuffix(" · Demarche") for each in views]
    assert titles == ["Overview", "Overview: ASSAULT", "Overview: ASSAULT, harbour"]
    for number, step in ((1, "back"), (0, "back"), (1, "forward"), (2, "forward")):
        expected = views[number]
        page.evaluate(f"history.{step}()")
        page.wait_for_function("was => document.title === was", arg=expected["title"])
        assert view(page) == expected
    assert stayed(page)


def test_the_new_count_is_said_and_the_focus_stays(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    said = page.get_by_role("status")
    facet(page, "type", "ASSAULT").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**type=ASSAULT")
    assert said.inner_text() == page.locator("[data-part=summary]").get_attribute("data-said")
    assert said.inner_text().startswith("4 incidents, ")
    assert page.locator(":focus").get_attribute("data-key") == "type:ASSAULT"
    page.locator("#f-since").fill("2031-03-06")
    page.keyboard.press("Tab")  # leaving a field is enough; the focus is in the next one
    page.wait_for_url("**since=2031-03-06")
    assert page.locator(":focus").get_attribute("id") == "f-until"
    page.get_by_role("link", name="Remove the filter From: 2031-03-06").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**type=ASSAULT")
    assert page.locator(":focus").inner_text() == "4 incidents"  # the filter's own link is gone
    page.get_by_role("columnheader", name="Incident", exact=True).get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=title")
    assert page.locator(":focus").inner_text() == "Incident"


def test_two_clicks_before_the_first_answer_both_count(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    held: list[Any] = []
    page.route("**/?*", lambda route: held.append(route))
    facet(page, "type", "ASSAULT").click()
    facet(page, "place", "Tarnsjo").click()
    page.wait_for_timeout(100)
    held[-1].continue_()
    page.wait_for_url("**place=Tarnsjo**")
    assert sorted(parse_qsl(urlsplit(page.url).query)) == [("place", "Tarnsjo"), ("type", "ASSAULT")]
    assert set(counted(page).values()) == {2}
    page.unroute("**/?*")
    page.go_back()
    page.wait_for_function("() => location.search === ''")


def test_a_filter_leaves_the_map_where_it_was_moved_to(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    page.get_by_role("link", name="Closer").click()
    page.wait_for_url("**at=**")
    spot = page.locator(".map").get_attribute("data-spot")
    choose(page, "type", "ASSAULT")
    assert page.locator(".map").get_attribute("data-spot") == spot
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"at": spot, "type": "ASSAULT"}


def test_what_is_being_typed_is_not_lost(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    page.locator("#f-disputed").select_option("any")
    page.locator("#f-text").press_sequentially("harb", delay=5)
    page.wait_for_url("**disputed=any")
    page.locator("#f-text").press_sequentially("our")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=harbour**")
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"disputed": "any", "text": "harbour"}


def test_a_filter_that_makes_no_sense_is_told_on_a_page(served: Any, chromium: Any) -> None:
    page = chromium.new_page(base_url=served.home)
    page.goto("/")
    page.locator("#f-since").fill("2031-04")
    page.locator("#f-until").fill("2031-03")
    page.keyboard.press("Enter")
    page.locator(".problem").wait_for()
    assert "is after until" in page.locator(".problem").inner_text()
    page.go_back()
    page.locator(".map").wait_for()
    page.close()


def test_without_scripts_the_filter_loads_the_page(served: Any, window: Any) -> None:
    page = window(served, java_script_enabled=False)
    page.goto("/?at=59.5,15,4")
    facet(page, "type", "ASSAULT").click()
    page.wait_for_url("**type=ASSAULT**")
    page.locator("#f-text").fill("harbour")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**text=harbour**")
    asked = {name: value for name, value in parse_qsl(urlsplit(page.url).query) if value}
    assert asked == {"type": "ASSAULT", "text": "harbour", "at": "59.5,15,4"}
    assert page.locator("h1").inner_text() == "2 incidents"


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
    page.wait_for_function("() => location.search === ''")
    page.locator(".map a.spot").first.click()
    page.wait_for_url(re.compile("(at|box)="))


def test_the_map_moves_in_place_and_the_address_follows(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/?type=ASSAULT")
    stays(page)
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
    assert stayed(page)


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
