"""Phone, dark, paper, and for those who hear the page: axe-core finds nothing serious."""

from typing import Any

import pytest
from browser_pages import every_page
from browser_serving import missing
from browser_survey import Findings, axe_script

pytest_plugins = ("browser_fixtures",)


@pytest.fixture
def audited(surveyed: dict[str, Findings]) -> dict[str, Findings]:
    """The survey, with what axe-core found."""
    if axe_script() is None:
        missing("axe-playwright-python is not installed")
    return surveyed


def test_no_page_is_wider_than_a_phone(surveyed: dict[str, Findings]) -> None:
    assert {name: found.wider for name, found in surveyed.items() if found.wider} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(audited: dict[str, Findings], scheme: str) -> None:
    found = {name: getattr(each, scheme) for name, each in audited.items()}
    assert {name: wrongs for name, wrongs in found.items() if wrongs} == {}


def test_each_page_has_one_heading_a_title_and_a_language(surveyed: dict[str, Findings]) -> None:
    assert {name: found.shape for name, found in surveyed.items() if found.shape != [1, 1, 1]} == {}
    titles = {found.title for found in surveyed.values()}
    assert len(titles) >= len(surveyed) - 4  # overview and reports have one title whatever is filtered


def test_every_page_answers(surveyed: dict[str, Findings]) -> None:
    assert {found.status for found in surveyed.values()} == {200}


def _light(page: Any, selector: str, what: str) -> float:
    """The lightness of a colour, 0 to 255."""
    told = page.locator(selector).first.evaluate(f"it => getComputedStyle(it).{what}")
    red, green, blue = (float(part) for part in told.split("(")[1].rstrip(")").split(",")[:3])
    return 0.3 * red + 0.6 * green + 0.1 * blue


def test_the_dark_scheme_is_dark(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/")
    for scheme, dark in (("light", False), ("dark", True)):
        page.emulate_media(color_scheme=scheme)
        ground, ink = _light(page, "html", "backgroundColor"), _light(page, "html", "color")
        assert (ground < ink) is dark
        assert abs(ground - ink) > 150
        assert (_light(page, ".map .land", "fill") < 100) is dark


def test_paper_has_the_content_and_no_controls(served: Any, window: Any) -> None:
    page = window(served, color_scheme="dark")
    pages = every_page(served.ledger)
    page.emulate_media(media="print")
    for name in ("overview", "report"):
        page.goto(pages[name])
        assert page.locator("h1").is_visible()
        for gone in (".top nav", ".find", ".skip", ".controls", "form"):
            assert (
                page.locator(gone).evaluate_all("all => all.filter(each => each.checkVisibility()).length")
                == 0
            )
        assert _light(page, "html", "backgroundColor") > 250
        assert _light(page, "main", "color") < 20
    assert page.locator(".text").is_visible()
    assert page.locator(".coded").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_paper_shows_who_says_which_and_opens_what_is_folded(served: Any, window: Any) -> None:
    page = window(served)
    pages = every_page(served.ledger)
    page.emulate_media(media="print")
    page.goto(pages["incident"])
    told = page.locator(".dispute", has_text="How many killed").locator("tbody td")
    assert told.first.is_visible()
    page.goto(pages["report"])
    assert page.locator(".within li").first.is_visible()
    for wide in page.locator(".scroll:visible").all():
        assert wide.evaluate("it => it.scrollWidth <= it.clientWidth + 1")


def test_on_a_phone_the_filter_stands_closed_before_the_map(served: Any, window: Any) -> None:
    page = window(served, viewport={"width": 390, "height": 844})
    page.goto("/")
    fold = page.locator(".fold > summary")
    assert fold.bounding_box()["y"] < page.locator(".map").bounding_box()["y"]
    assert not page.locator("#f-text").is_visible()
    fold.click()
    page.locator("#f-text").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=harbour**")
    assert page.locator("#f-text").is_visible()


def test_on_a_phone_without_scripts_a_link_leads_to_the_filter(served: Any, window: Any) -> None:
    page = window(served, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="To the filter").click()
    assert page.locator("#f-text").is_visible()
