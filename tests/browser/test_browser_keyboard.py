"""By keyboard alone: every link and field is reached in order, nothing holds one back, the map obeys keys."""

from typing import Any

import pytest
from browser_pages import every_page

pytest_plugins = ("browser_fixtures",)

# what Tab should reach, in the order of the document
_STOPS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.type !== 'hidden')
    .filter(each => each.checkVisibility())
    .map((each, number) => { each.dataset.stop = number; return number; })"""
_HERE = "() => document.activeElement && document.activeElement.dataset.stop"


@pytest.mark.parametrize("name", ["overview", "incident", "report"])
def test_tab_passes_through_the_whole_page_in_order(served: Any, window: Any, name: str) -> None:
    page = window(served)
    page.goto(every_page(served.ledger)[name])
    stops = page.evaluate(_STOPS)
    assert len(stops) > 15
    reached = []
    for _ in stops:
        page.keyboard.press("Tab")
        reached.append(int(page.evaluate(_HERE)))
    assert reached == stops
    page.keyboard.press("Shift+Tab")
    assert int(page.evaluate(_HERE)) == stops[-2]


def test_the_first_stop_skips_to_the_content(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["x"] >= 0  # seen once it has the focus
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_focus_is_seen(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    for _ in range(4):
        page.keyboard.press("Tab")
    width = page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_maps_controls_work_and_keep_the_focus(served: Any, window: Any, key: str) -> None:
    page = window(served)
    page.goto("/")
    before = page.locator(".map").get_attribute("data-spot")
    page.get_by_role("link", name="Closer").focus()
    page.keyboard.press(key)
    page.wait_for_url("**at=**")
    after = page.locator(".map").get_attribute("data-spot")
    assert float(after.split(",")[2]) == pytest.approx(float(before.split(",")[2]) + 1, abs=0.01)
    assert page.locator(":focus").get_attribute("aria-label") == "Closer"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("was => document.querySelector('.map').dataset.spot !== was", arg=after)
    assert page.locator(":focus").get_attribute("aria-label") == "West"
    page.keyboard.press("0")
    page.wait_for_function("was => document.querySelector('.map').dataset.spot === was", arg=before)
    assert page.evaluate("() => document.activeElement.closest('[data-part=map]') !== null")


def test_a_value_is_followed_to_its_words_and_back(served: Any, window: Any) -> None:
    page = window(served)
    page.goto(every_page(served.ledger)["report"])
    page.locator(".coded").get_by_role("link", name="“Tarnsjo”").focus()
    page.keyboard.press("Enter")
    assert page.locator(".text .hot").all_inner_texts() == ["Tarnsjo"]
    # the next stop is beside the words, not back at the top of the page
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.text, .record, .whole') !== null")
