"""HTTPS of its own, and a proxy in front that speaks it."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.web.certificates import certificate_of
from demarche.web.running import settings_for

SECRET = "correct horse"


@contextmanager
def served(ledger: Path, *options: str) -> Iterator[tuple[str, list[str]]]:
    """A running `demarche serve`: its address, and a list that holds all that it said once it has ended."""
    said: list[str] = []
    running = subprocess.Popen(
        [sys.executable, "-m", "demarche", "serve", "--ledger", str(ledger), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert running.stderr
        said.append(running.stderr.readline())
        address = re.search(r"https?://\S+", said[0])
        assert address, said[0] + running.stderr.read()
        yield address[0], said
    finally:
        running.terminate()
        assert running.stderr
        said += running.stderr.read().splitlines()
        running.wait(timeout=30)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for 127.0.0.1, its key, another key, and a locked one."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("papers")

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    curve = ("-pkeyopt", "ec_paramgen_curve:P-256")
    openssl(
        "req", "-x509", "-newkey", "ec", *curve, "-nodes", "-keyout", "a.key", "-out", "a.pem",
        "-days", "2", "-subj", "/CN=desk.example", "-addext", "subjectAltName=IP:127.0.0.1,DNS:desk.example",
    )  # fmt: skip
    openssl("genpkey", "-algorithm", "EC", *curve, "-out", "other.key")
    openssl("ec", "-in", "a.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key")
    return folder


def test_it_speaks_https_and_its_cookie_goes_nowhere_else(ledger_path: Path, papers: Path) -> None:
    options = ("--tls-cert", str(papers / "a.pem"), "--tls-key", str(papers / "a.key"), "--token", "-")
    with served(ledger_path, *options) as (link, _):
        assert link.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=papers / "a.pem")
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor()
        )
        with opener.open(link, timeout=30) as answer:
            assert b'id="t-incidents"' in answer.read()
        with pytest.raises(OSError, match=r"reset|closed|aborted|refused"):
            urllib.request.urlopen(link.replace("https:", "http:"), timeout=10)
        host, port = link.split("/")[2].split(":")
        connection = http.client.HTTPSConnection(host, int(port), context=trusting, timeout=30)
        connection.request("GET", "/" + link.split("/", 3)[3])
        assert "Secure" in (connection.getresponse().getheader("set-cookie") or "")
        connection.close()


@pytest.mark.parametrize(
    ("certificate", "key", "says"),
    [
        ("a.pem", None, "--tls-key"),
        (None, "a.key", "--tls-cert"),
        ("none.pem", "a.key", "No such file"),
        ("a.pem", "other.key", "mismatch"),
        ("a.key", "a.key", "no certificate and its key"),
        ("a.pem", "a.pem", "no certificate and its key"),
        ("a.pem", "locked.key", "locked by a passphrase"),
    ],
)
def test_what_is_no_certificate_and_key_is_told(
    papers: Path, certificate: str | None, key: str | None, says: str
) -> None:
    with pytest.raises(InputError, match=says) as told:
        certificate_of(papers / certificate if certificate else None, papers / key if key else None)
    assert "\n" not in str(told.value)


def asked_through(address: str, **headers: str) -> http.client.HTTPResponse:
    """The form to sign in, as a proxy asks for it."""
    host, port = address.split("/")[2].split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    connection.request("GET", "/enter", headers={"Host": "desk.example", **headers})
    return connection.getresponse()


def test_a_proxys_word_is_taken_only_where_it_is_named(ledger_path: Path) -> None:
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    for proxy, secure in ((("--proxy", "127.0.0.1"), True), ((), False), (("--proxy", "192.0.2.1"), False)):
        with served(ledger_path, "--name", "desk.example", "--password", SECRET, *proxy) as (address, _):
            answer = asked_through(address, **told)
            assert answer.status == 200
            assert ("Secure" in (answer.getheader("set-cookie") or "")) is secure


def test_behind_a_proxy_each_has_tries_of_their_own(ledger_path: Path) -> None:
    options = ("--name", "desk.example", "--token", "a-long-token", "--proxy", "127.0.0.1")
    with served(ledger_path, *options) as (address, _):

        def wrong(client: str) -> int:
            host, port = address.split("/")[2].split(":")
            connection = http.client.HTTPConnection(host, int(port), timeout=30)
            headers = {"Host": "desk.example", "X-Forwarded-For": client}
            connection.request("GET", "/enter?token=guess", headers=headers)
            return connection.getresponse().status

        assert [wrong("203.0.113.7") for _ in range(6)] == [403] * 5 + [429]
        assert wrong("203.0.113.8") == 403


def test_a_name_or_a_proxy_wants_a_token_or_a_password() -> None:
    here = {"host": "127.0.0.1", "read_only": True, "allow_fetch": False, "token": None}
    for reached in ({"names": ("desk.example",)}, {"proxy": "10.0.0.7"}):
        with pytest.raises(InputError, match=r"through (desk.example|10.0.0.7): give a --token"):
            settings_for(**here, password=None, **reached)  # type: ignore[arg-type]
        assert settings_for(**here, password=SECRET, **reached).guarded  # type: ignore[arg-type]
    assert not settings_for(**here, password=None, names=("localhost",)).guarded  # type: ignore[arg-type]
    with pytest.raises(InputError, match="told by its address"):
        settings_for(**here, password=SECRET, proxy="desk")  # type: ignore[arg-type]


def test_plain_http_for_others_is_said(ledger_path: Path, papers: Path) -> None:
    options = ("--host", "0.0.0.0", "--password", SECRET)
    with served(ledger_path, *options) as (address, plain):
        assert address.startswith("http://")
        urllib.request.urlopen(f"{address}enter", timeout=30).close()  # by then it has said all
    assert "HTTP, which others on the way can read" in plain[1]
    certificate = ("--tls-cert", str(papers / "a.pem"), "--tls-key", str(papers / "a.key"))
    with served(ledger_path, *options, "--name", "desk.example", *certificate) as (address, said):
        assert address.startswith("https://desk.example:")
    assert not [line for line in said[1:] if "HTTP" in line]
