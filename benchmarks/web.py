"""The web application over a large ledger: how long pages take for several clients at once.

`python -m benchmarks.web --ledger L.db [--incidents 100000] [--clients 8] [--seconds 10] [--keep BIG.db]`
takes the reports and incidents of a ledger of real reports, copies them round after round, each round moved
in time, place and parties, until there are enough, serves the whole in a process of its own and asks for
pages over loopback. Printed for each kind of page: how many were asked for, p50, p95 and p99 in milliseconds,
and the server's own time for one. `--keep`: where the large ledger stays, and is found the next time.
"""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import numpy as np
from sqlalchemy import select

from benchmarks.collation import Pair, event_id, later, moved, moved_place, renamed, shift_of
from demarche.ledger import Ledger, Query
from demarche.ledger.collated_rows import insert_incidents
from demarche.ledger.tables import events
from demarche.records import Incident
from demarche.web.addresses import of_incident, of_party, of_report

SEED = 20261126
_ID = re.compile(r'"(e-[0-9a-f]{16})"')
_REPORT = re.compile(r'"report_id":"((?:[^"\\]|\\.)*)"')
Address = Callable[[random.Random], str]


def enlarge(source: Path, path: Path, count: int) -> None:
    """Write at `path` the ledger `source` and rounds of copies of it, with `count` incidents or some more."""
    path.write_bytes(source.read_bytes())
    with Ledger.open(path) as ledger:
        ledger.collate()
        everything = Query(limit=None)
        real = ledger.incidents(everything).rows
        pairs: list[Pair] = [
            (ledger.report(row.id, outlet=row.outlet or ""), ledger.reading(row.id, outlet=row.outlet or ""))
            for row in ledger.reports(everything).rows
        ]
        written = [msgspec.json.encode(each).decode() for each in real]
        for turn in range(1, -(-count // len(real))):
            ledger.add_many(moved(*pair, turn) for pair in pairs)
            found = [_moved(record, turn) for record in written]
            with ledger._writing() as connection:
                keys: dict[str, int] = {}
                for id_, key in connection.execute(select(events.c.id, events.c.key)):
                    keys[id_] = key
                insert_incidents(connection, found, keys)


def _moved(record: str, turn: int) -> Incident:
    """An incident in a round, of the events and reports of that round."""
    days, north, east = shift_of(turn)
    record = _ID.sub(lambda match: f'"{event_id(match[1], turn)}"', record)
    record = _REPORT.sub(lambda match: f'"report_id":"{match[1]}-{turn}"', record)
    held = msgspec.json.decode(record, type=Incident)
    return msgspec.structs.replace(
        held,
        id=f"{held.id}{turn}",
        date=later(held.date, days),
        place=moved_place(held.place, turn, north, east) if held.place else None,
        parties=tuple(renamed(party, turn) for party in held.parties),
        reports=tuple(
            msgspec.structs.replace(part, published=later(part.published, days)) for part in held.reports
        ),
    )


def addresses(path: Path) -> dict[str, Address]:
    """Pages by name, each as what draws an address of it."""
    with Ledger.open(path, readonly=True) as ledger:
        dice = random.Random(SEED)
        incidents = [
            row
            for offset in range(0, 100_000, 2000)
            for row in ledger.incidents(Query(limit=40, offset=offset)).rows
        ]
        reports = dice.sample(ledger.reports(Query(limit=None)).rows, 1000)
        parties = ledger.parties(Query(limit=300)).rows
    words = sorted({word for row in reports for word in re.findall(r"[a-z]{5,}", row.title)})

    def filtered(dice: random.Random) -> str:
        like = dice.choice(incidents)
        pairs = {
            "type": like.type,
            "since": (like.date or "")[:4],
            "outlet": like.reports[0].outlet or "",
            "disputed": dice.choice(("", "any", "toll")),
            "place": like.place.country or "" if like.place else "",
        }
        names = dice.sample(sorted(pairs), dice.randrange(1, 3))
        return "/?" + urlencode({name: pairs[name] for name in names if pairs[name]})

    def report(dice: random.Random) -> str:
        row = dice.choice(reports)
        return of_report(row.outlet, row.id)

    def spot(dice: random.Random) -> str:
        return f"{dice.uniform(20, 45):.2f},{dice.uniform(25, 50):.2f},{dice.randrange(1, 9)}"

    return {
        "overview": lambda dice: "/",
        "overview, filtered": filtered,
        "overview, by a word": lambda dice: f"/?text={dice.choice(words)}",
        "overview, later page": lambda dice: f"/?offset={50 * dice.randrange(1, 1000)}",
        "map": lambda dice: f"/map?at={spot(dice)}",
        "incident": lambda dice: of_incident(dice.choice(incidents).id),
        "report": report,
        "search": lambda dice: f"/search?q={quote(dice.choice(words))}",
        "reports": lambda dice: f"/reports?offset={50 * dice.randrange(100)}",
        "parties": lambda dice: "/parties",
        "party": lambda dice: of_party(dice.choice(parties).name),
        "outlets": lambda dice: "/outlets",
        "demarches": lambda dice: "/demarches",
        "agreements": lambda dice: "/agreements",
    }


def serve(path: str) -> None:
    """Serve the ledger as `demarche serve` does, without a limit on the rate; says its address."""
    import socket

    import uvicorn

    from demarche.web.app import create_app
    from demarche.web.settings import Settings

    app = create_app(path, Settings(read_only=True, requests_a_second=1e9, burst=10**9))
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, http="h11", ws="none")
    uvicorn.Server(config).run(sockets=[listening])


def _cpu(process: int) -> float:
    """Seconds that a process has computed."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask_for(port: int, address: Address, *, clients: int, seconds: float) -> list[float]:
    """Seconds that each answer took, of clients that ask again as soon as they have one."""
    end, taken = time.monotonic() + seconds, []
    wrong: list[str] = []

    def client(number: int) -> None:
        dice = random.Random(SEED + number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:  # once at least
            wanted, begun = address(dice), time.monotonic()
            connection.request("GET", wanted, headers={"accept": "text/html"})
            answer = connection.getresponse()
            answer.read()
            taken.append(time.monotonic() - begun)
            if answer.status != 200:
                wrong.append(f"{answer.status} {wanted}")
            if time.monotonic() >= end:
                return

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{len(wrong)} answers were none, as {wrong[0]}")
    return taken


def measure(path: Path, *, clients: int, seconds: float, only: Sequence[str]) -> None:
    """Print a line for each kind of page."""
    known = addresses(path)
    command = [sys.executable, "-m", "benchmarks.web", "--serve", str(path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        port = int(server.stdout.readline())
        first = ask_for(port, known["overview"], clients=1, seconds=0.001)
        print(json.dumps({"page": "first overview", "ms": round(1000 * first[0])}), flush=True)
        for name, address in known.items():
            if only and name not in only:
                continue
            before = _cpu(server.pid)
            taken = ask_for(port, address, clients=clients, seconds=seconds)
            own = (_cpu(server.pid) - before) / len(taken)
            p50, p95, p99 = (round(1000 * float(value)) for value in np.quantile(taken, (0.5, 0.95, 0.99)))
            told: dict[str, Any] = {"page": name, "asked": len(taken), "p50": p50, "p95": p95, "p99": p99}
            print(json.dumps({**told, "cpu_ms": round(1000 * own, 1)}), flush=True)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Make the ledger and measure, or serve."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--ledger", type=Path)
    ask.add_argument("--incidents", type=int, default=100_000)
    ask.add_argument("--clients", type=int, default=8)
    ask.add_argument("--seconds", type=float, default=10)
    ask.add_argument("--only", nargs="*", default=[])
    ask.add_argument("--keep", type=Path)
    ask.add_argument("--serve", help=argparse.SUPPRESS)
    a = ask.parse_args()
    if a.serve:
        serve(a.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = a.keep or Path(folder) / "large.db"
        if not path.exists():
            if a.ledger is None:
                ask.error("--ledger is needed to make a large one")
            begun = time.monotonic()
            enlarge(a.ledger, path, a.incidents)
            print(json.dumps({"made": path.stat().st_size, "seconds": round(time.monotonic() - begun)}))
        measure(path, clients=a.clients, seconds=a.seconds, only=a.only)


if __name__ == "__main__":
    main()
