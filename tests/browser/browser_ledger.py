"""The ledger that browsers look at: the web tests' own, and a report that is nothing but attacks."""

import importlib.util
from pathlib import Path
from typing import Any

import msgspec

from demarche.ledger import Ledger
from demarche.records import Reading, Report


def _web_samples() -> Any:
    path = Path(__file__).parents[1] / "web" / "web_samples.py"
    spec = importlib.util.spec_from_file_location("web_samples_for_browsers", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLES = _web_samples()
ELSEWHERE = "elsewhere.example"
ATTACKS = f"""</textarea></title></style><script>alert(1)</script>
<img src=x onerror=alert(2)><svg onload=alert(3)><svg><a xlink:href="javascript:alert(4)">x</a></svg>
<a href="javascript:alert(5)">press</a> [press](javascript:alert(6)) javascript:alert(7)
<iframe src="https://{ELSEWHERE}/"></iframe><img src="https://{ELSEWHERE}/pixel.gif">
<link rel=stylesheet href="https://{ELSEWHERE}/x.css"><base href="https://{ELSEWHERE}/">
<meta http-equiv=refresh content="0;url=https://{ELSEWHERE}/"><style>@import "https://{ELSEWHERE}/y.css";</style>
<form action="https://{ELSEWHERE}/"><input name=q autofocus onfocus=alert(8)></form>
"onmouseover="alert(9)" autofocus=' {{{{ 7*7 }}}} ${{7*7}} \u202e\u2028\u2029 <!-- ]]> &lt;script&gt;"""
ATTACKS_ID = "<b onclick=alert(10)>../..%2f?x#y"
ATTACKS_OUTLET = "\"><script>alert('outlet')</script>"


def attacks() -> tuple[Report, Reading]:
    """A report whose id, outlet, title, text, address and furniture all try to run something."""
    body = f"{ATTACKS} The Lake Front shelled Dals Ed on 19 March. {ATTACKS}"
    teller = SAMPLES.NORTH.Teller(ATTACKS_ID, ATTACKS_OUTLET, "2031-03-20", ATTACKS[:180], body)
    report, reading = teller.tell(
        "ASSAULT", "shelled", who=["Lake Front"], day=("19 March", "2031-03-19"), where="Dals Ed"
    ).pair()
    report = msgspec.structs.replace(report, url="javascript:alert(11)", furniture=(ATTACKS,))
    return report, reading


def write_ledger(path: Path) -> Path:
    """The ledger, collated."""
    with Ledger.open(path) as ledger:
        ledger.add_many([*SAMPLES.NORTH.corpus(), SAMPLES.hostile(), attacks()])
        ledger.collate()
    return path


def incident_where(path: Path, **filters: Any) -> str:
    """The id of the first incident that a Query with these filters finds."""
    from demarche.ledger import Query

    with Ledger.open(path, readonly=True) as ledger:
        return ledger.incidents(Query(limit=1, **filters)).rows[0].id
