"""A report that is nothing but attacks does nothing, on any page that shows it."""

from typing import Any

from browser_ledger import ATTACKS, ATTACKS_OUTLET
from browser_pages import every_page
from browser_survey import Findings

pytest_plugins = ("browser_fixtures",)


def test_attacks_are_words_on_every_page(surveyed: dict[str, Findings]) -> None:
    # dialogs, errors, refusals and requests to elsewhere are noted by the window that looked
    assert {name: found.alive for name, found in surveyed.items() if found.alive} == {}


def test_the_attacks_are_shown_as_they_are(served: Any, window: Any) -> None:
    page = window(served)
    page.goto(every_page(served.ledger)["report, hostile"])
    page.wait_for_timeout(300)  # a refresh, an autofocus or an onload would have come by now
    page.locator(".furniture summary").click()
    shown = page.locator(".text").evaluate("it => it.textContent")
    for words in ("<script>alert(1)</script>", "javascript:alert(7)", "{{ 7*7 }}", "&lt;script&gt;"):
        assert words in ATTACKS
        assert words in shown
        assert words in page.locator(".furniture").inner_text()
    assert ATTACKS_OUTLET in page.locator(".facts").inner_text()
    assert page.locator(".facts .url").inner_text() == "javascript:alert(11)"
    page.locator(".text .m").first.hover()
    page.locator(".text sup a").first.click()
    page.locator(".legend label").first.click()
