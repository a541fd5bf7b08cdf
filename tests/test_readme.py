"""What the README says can be done can be done."""

import re
import shlex
from pathlib import Path

import pytest

from demarche.cli.program import run
from demarche.demo import sample

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an `archive` of reports: the sample."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)
    with sample() as folder:
        (tmp_path / "archive").symlink_to(folder)
    return tmp_path


def test_the_python_example_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "REQUEST ['Government of Norway'] → ['Government of Finland']" in out


def test_the_commands_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = re.findall(r"^\$ demarche (.*)$", README, re.MULTILINE)
    assert calls
    for call in calls:
        assert run(shlex.split(call, comments=True)) == 0, call
        assert capsys.readouterr().out, call


def test_links_lead_somewhere() -> None:
    root = Path(__file__).parent.parent
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (root / target).exists(), target
