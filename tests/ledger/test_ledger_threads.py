"""Threads of one program, such as a web server's, share a ledger."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from ledger_places import fresh
from ledger_samples import story

from demarche.ledger import Added, Ledger, Query

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")


def test_threads_share_a_ledger() -> None:
    with Ledger.open(fresh()) as ledger, ThreadPoolExecutor(8) as threads:
        added = [threads.submit(ledger.add, *story(number % 30)) for number in range(60)]
        asked = [threads.submit(ledger.events, Query(party="Moscow", limit=5)) for _ in range(60)]
        assert sorted(each.result() for each in added) == [Added.NEW] * 30 + [Added.SEEN] * 30
        assert all(each.result().total % 2 == 0 for each in asked)
        assert ledger.events().total == 60
