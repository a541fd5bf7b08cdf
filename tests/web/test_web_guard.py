"""The guard: who gets in, what is refused, which headers go out."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from web_samples import HOME, browser, mark, seen

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.web.rates import Rates
from demarche.web.running import settings_for
from demarche.web.settings import Settings

OUTSIDE: dict[str, Any] = {"host": "0.0.0.0", "read_only": False, "allow_fetch": False}


def test_other_addresses_want_a_token_or_a_password() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org"):
        with pytest.raises(InputError, match="give a --token or a --password"):
            settings_for(host=host, read_only=True, allow_fetch=False, token=None, password=None)
    with pytest.raises(InputError, match="at least 8 characters"):
        settings_for(**OUTSIDE, token=None, password="short")
    assert settings_for(**OUTSIDE, token="-", password=None).token
    for host in ("127.0.0.1", "localhost", "::1"):
        told = settings_for(host=host, read_only=False, allow_fetch=False, token=None, password=None)
        assert not told.guarded


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", ""]
)
def test_another_name_that_points_here_is_not_answered(visitor: TestClient, host: str) -> None:
    answer = visitor.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "incident" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:80", "[::1]:8765", "LOCALHOST"])
def test_this_machines_names_are_answered(visitor: TestClient, host: str) -> None:
    assert visitor.get("/decisions", headers={"host": host}).status_code == 200


def test_at_all_addresses_bare_ones_are_answered_and_names_only_if_named(ledger_path: Path) -> None:
    settings = settings_for(**OUTSIDE, token="a-long-token", password=None, names=("desk.example",))
    client = browser(ledger_path, settings)
    assert client.get("/", headers={"host": "192.168.1.5:8765"}).status_code == 303
    assert client.get("/", headers={"host": "desk.example"}).status_code == 303
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


def test_without_signing_in_nothing_is_told(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(password="correct horse", token="a-long-token"))
    first = client.get("/?type=ASSAULT")
    assert first.status_code == 303
    assert first.headers["location"] == "/enter?next=/%3Ftype%3DASSAULT"
    for address in ("/index.json", "/api/v1/incidents", "/reports.csv", "/api/v1/openapi.json"):
        assert client.get(address, headers={"accept": "*/*"}).status_code == 401
    page = client.get("/enter?next=/%3Ftype%3DASSAULT").text
    assert "own.db" not in page
    assert "north.db" not in page


def test_the_password_opens_and_a_wrong_one_does_not(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(password="correct horse"))
    form = mark(client.get("/enter").text)
    wrong = client.post("/enter", data={"mark": form, "secret": "battery staple", "next": "/"})
    assert wrong.status_code == 403
    right = client.post("/enter", data={"mark": form, "secret": "correct horse", "next": "/parties"})
    assert (right.status_code, right.headers["location"]) == (303, "/parties")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/parties").status_code == 200
    left = client.post("/leave", data={"mark": mark(client.get("/parties").text)})
    assert left.status_code == 303
    assert client.get("/parties").status_code == 303


def test_tries_at_the_password_are_few(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(password="correct horse"))
    form = mark(client.get("/enter").text)
    answers = [
        client.post("/enter", data={"mark": form, "secret": f"guess {n}"}).status_code for n in range(7)
    ]
    assert answers[:5] == [403] * 5
    assert answers[5:] == [429] * 2


@pytest.mark.parametrize(
    "there", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_signing_in_leads_to_no_other_site(ledger_path: Path, there: str) -> None:
    client = browser(ledger_path, Settings(token="a-long-token"))
    form = mark(client.get("/enter").text)
    entered = client.post("/enter", data={"mark": form, "secret": "a-long-token", "next": there})
    assert entered.headers["location"] == "/"


def test_a_token_opens_by_link_and_for_programs(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(token="a-long-token"))
    assert client.get("/api/v1/parties", headers={"authorization": "Bearer a-long-token"}).status_code == 200
    assert client.get("/api/v1/parties", headers={"authorization": "Bearer another"}).status_code == 401
    assert client.get("/enter?token=a-long-token").status_code == 303
    assert client.get("/").status_code == 200


def test_a_session_from_before_signing_in_is_not_the_one_after(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(token="a-long-token"))
    before = mark(client.get("/enter").text)
    client.get("/enter?token=a-long-token")
    assert mark(client.get("/").text) != before


def test_a_forged_cookie_is_worth_nothing(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(token="a-long-token"))
    client.cookies.set("demarche_session", "eyJpZCI6IngiLCJlbnRlcmVkIjp0cnVlfQ.aaaa.bbbb")
    assert client.get("/").status_code == 303


def posts(client: TestClient) -> list[str]:
    app = client.app
    return sorted(route.path for route in app.routes if "POST" in (getattr(route, "methods", None) or ()))  # type: ignore[attr-defined]


def test_no_form_is_taken_that_no_page_of_ours_sent(analyst: TestClient, own_path: Path) -> None:
    analyst.get("/add")
    assert posts(analyst) == ["/add", "/api/v1/decisions", "/decide", "/enter", "/leave"]
    with Ledger.open(own_path) as ledger:
        incident = ledger.incidents(Query(limit=1)).rows[0]
        data = {"incident": incident.id, "action": "rename", "value": "Mine", "author": "Eve"}
        for path in posts(analyst):
            # a program sends JSON, which no page of another site can send unasked
            refused = 415 if path.startswith("/api/") else 403
            assert analyst.post(path, data=data).status_code == refused
            assert analyst.post(path, data={**data, "mark": "0" * 64}).status_code == refused
        good = mark(analyst.get("/add").text)
        elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        assert analyst.post("/decide", data={**data, "mark": good}, headers=elsewhere).status_code == 403
        assert (
            analyst.post("/decide", data={**data, "mark": good}, headers={"origin": "null"}).status_code
            == 403
        )
        assert analyst.post("/api/v1/decisions", json=data, headers=elsewhere).status_code == 403
        assert ledger.decisions() == ()
        own = {"origin": HOME, "sec-fetch-site": "same-origin"}
        assert analyst.post("/decide", data={**data, "mark": good}, headers=own).status_code == 303
        assert len(ledger.decisions()) == 1


def test_read_only_offers_and_takes_no_change(own_path: Path) -> None:
    before = own_path.read_bytes()
    client = browser(own_path, Settings(read_only=True))
    page = client.get("/").text
    assert "Add reports" not in page
    assert client.get("/add").status_code == 404
    for path in ("/add", "/decide", "/api/v1/decisions"):
        assert client.post(path, data={"mark": "x"}).status_code == 403
    assert own_path.read_bytes() == before


def test_too_many_requests_are_put_off(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(requests_a_second=0.5, burst=3))
    answers = [client.get("/decisions") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].headers["retry-after"] == "2"


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    rates = Rates(2, 2, clock=lambda: now[0])
    assert [rates.allows("a") for _ in range(3)] == [True, True, False]
    assert rates.allows("b")
    now[0] = 0.5
    assert [rates.allows("a") for _ in range(2)] == [True, False]


def test_what_is_too_large_is_refused(own_path: Path) -> None:
    client = browser(own_path, Settings(most_upload=2000))
    form = mark(client.get("/add").text)
    data = {"mark": form, "by": "paste", "text": "word " * 1000}
    assert client.post("/add", data=data).status_code == 413

    def slowly() -> list[bytes]:
        return [b"x" * 500 for _ in range(10)]

    chunks = client.post(
        "/add", content=iter(slowly()), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert chunks.status_code == 413


def test_every_answer_is_guarded_by_headers(visitor: TestClient) -> None:
    for address in ("/", "/index.json", "/nowhere", "/api/v1/incidents", "/?since=x"):
        headers = visitor.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in headers


def test_no_page_asks_another_host_for_anything(visitor: TestClient) -> None:
    for address in ("/", "/reports", "/outlets", "/add", "/api"):
        page = visitor.get(address).text
        for loaded in re.findall(r'(?:src|action|<link[^>]* href)="([^"]*)"', page):
            assert loaded.startswith("/")
        assert "//" not in "".join(re.findall(r"<(?:script|link|img|form)\b[^>]*>", page))
    style = re.search(r'href="(/static/style[^"]+)"', visitor.get("/").text)
    assert style
    sheet = visitor.get(style[1])
    assert "url(" not in sheet.text
    assert "@import" not in sheet.text
    assert "immutable" in sheet.headers["cache-control"]


def test_other_methods_are_not_understood(visitor: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answer = visitor.request(method, "/")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_link_from_another_site_finds_a_person_signed_in(ledger_path: Path) -> None:
    client = browser(ledger_path, Settings(token="a-long-token"))
    answer = client.get("/", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    assert seen(answer.text).strip() == "Demarche"
