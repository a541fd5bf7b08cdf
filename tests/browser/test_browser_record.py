"""Incidents, reports and decisions in a browser."""

import re
from typing import Any

from browser_ledger import incident_where

from demarche.web.addresses import of_incident

pytest_plugins = ("browser_fixtures",)


def rows(table: Any) -> list[list[str]]:
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]


def test_a_disputed_toll_shows_who_says_which(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/?disputed=toll")
    page.locator("#t-incidents tbody th a").click()
    dispute = page.locator(".dispute", has_text="How many killed")
    told = {row[0]: row[1:] for row in rows(dispute)}
    assert set(told) == {"5 killed", "9 killed"}
    assert told["5 killed"][1] == "Courier; Gazette"
    assert told["9 killed"][0].startswith("Government of Norway")
    assert told["9 killed"][1] == "Tribune"
    page.get_by_role("img", name=re.compile("killed")).wait_for()


def test_a_click_on_a_value_marks_its_words_in_the_report(served: Any, window: Any) -> None:
    page = window(served)
    page.goto(of_incident(incident_where(served.ledger, disputed="toll")))
    page.locator(".dispute", has_text="How many killed").get_by_role("link", name="nine").click()
    page.wait_for_url("**/reports/**")
    assert page.locator(".text .hot").all_inner_texts() == ["nine"]
    box = page.locator(".text .hot").bounding_box()
    assert 0 <= box["y"] <= page.viewport_size["height"] - box["height"]
    where = page.locator(".coded").get_by_role("link", name="“Tarnsjo”")
    where.click()
    assert page.locator(".text .hot").all_inner_texts() == ["Tarnsjo"]
    assert page.url.endswith(where.get_attribute("href"))
    page.reload()  # the address alone marks them as well
    assert page.locator(".text .hot").all_inner_texts() == ["Tarnsjo"]


def test_two_incidents_are_merged_and_parted_again(own: Any, window: Any) -> None:
    page = window(own)
    first = incident_where(own.ledger, disputed="toll")
    other = incident_where(own.ledger, place="Tarnsjo", since="2031-03-12", until="2031-03-12")
    page.goto(of_incident(first))
    page.get_by_text("Merge", exact=False).first.click()
    form = page.locator("form", has=page.locator("#d-other"))
    form.locator("#d-other").fill(f"{own.home}{of_incident(other)}")
    form.locator("[name=author]").fill("<b>Ann</b>")
    form.locator("[name=note]").fill("<script>alert('note')</script>")
    form.get_by_role("button").click()
    page.locator("#decided").wait_for()
    assert "<b>Ann</b>" in page.locator("section[aria-labelledby=decided]").inner_text()
    assert "4 reports" in page.locator(".facts").inner_text()
    page.goto("/")
    assert page.locator("h1").inner_text() == "7 incidents"
    page.get_by_role("link", name="Decisions").click()
    page.get_by_role("button", name=re.compile("^Undo")).click()
    page.wait_for_url("**/incidents/**")
    page.goto("/decisions")
    assert page.locator("tr.undone").count() == 1
    assert page.get_by_role("button", name=re.compile("^Undo")).count() == 0
    page.goto("/")
    assert page.locator("h1").inner_text() == "8 incidents"


def test_search_shows_the_words_in_context_and_leads_to_them(served: Any, window: Any) -> None:
    page = window(served)
    page.goto("/reports")
    page.keyboard.press("/")
    page.keyboard.type('"ice house"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    assert {words.lower() for words in page.locator("mark").all_inner_texts()} == {"ice house"}
    page.locator(".hit .snippet a, .hit a").last.click()
    page.wait_for_url("**/reports/**")
    assert "ice house" in "".join(page.locator(".text .hot").all_inner_texts())
