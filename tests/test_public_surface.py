"""What `import demarche` gives: these names, each documented, at little cost."""

import subprocess
import sys

import pytest

import demarche

PUBLIC = [
    "Accord", "Added", "Agreement", "Attribution", "AuthorClaim", "Breach", "Client", "Decision", "Demarche",
    "Dispute", "Event", "FieldMapping", "FoundSpan", "Framing", "Incident", "IncidentParty", "Ledger",
    "Limits", "Making", "Naming", "Page", "Part", "Party", "PartyRow", "Place", "Query", "Reader",
    "Reading", "Refusal", "Report", "ReportRow", "Sequel", "Side", "Silence", "Span", "Statement",
    "StoredEvent", "Telling", "Toll", "TollClaim", "TollRange", "Voice", "When", "__version__",
    "connect", "decision", "errors", "frame", "incident_record", "ontology", "plover_record", "read",
    "read_inputs", "read_plover", "report_from_text", "write_collated", "write_events",
]  # fmt: skip


def test_all_is_what_is_promised() -> None:
    assert demarche.__all__ == PUBLIC
    assert set(PUBLIC) <= set(dir(demarche))


def test_every_name_is_there_and_documented() -> None:
    for name in PUBLIC:
        value = getattr(demarche, name)
        assert value.__doc__, name


def test_what_is_not_there_says_so() -> None:
    assert not hasattr(demarche, "guess")
    with pytest.raises(AttributeError, match="guess"):
        demarche.guess  # noqa: B018


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = ("msgspec", "numpy", "onnxruntime", "polars", "sqlalchemy", "typer", "rich", "trafilatura")
    code = f"import sys, demarche; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
