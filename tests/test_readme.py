"""What the README says can be done can be done, and answers as it shows.

`make readme` writes the answers of today into the README; read them before they are committed.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from demarche.cli.program import run
from demarche.demo import sample

PATH = Path(__file__).parent.parent / "README.md"
README = PATH.read_text(encoding="utf-8")
CALL = re.compile(r"^\$ demarche (.*)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)
SURE = re.compile(r"\d+% +sure")  # the last digits of a probability differ between processors
CUT = "…\n"  # a last line that says: and so on


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an `archive` of reports: the sample."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    with sample() as folder:
        (tmp_path / "archive").symlink_to(folder)
    return tmp_path


def test_the_python_example_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "REQUEST ['Government of Norway'] → ['Government of Finland'" in out


def test_the_commands_answer_as_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert CALL.search(README)

    def today(shown: re.Match[str]) -> str:
        assert run(shlex.split(shown[1])) == 0, shown[1]
        lines = capsys.readouterr().out.splitlines(keepends=True)
        if shown[2].endswith(CUT):
            lines = [*lines[: max(1, shown[2].count("\n") - 1)], CUT]
        return f"$ demarche {shown[1]}\n{''.join(lines)}"

    answered = CALL.sub(today, README)
    if os.environ.get("DEMARCHE_WRITE_README"):
        PATH.write_text(answered, encoding="utf-8")
    else:
        assert SURE.sub("sure", answered) == SURE.sub("sure", README)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (PATH.parent / target).exists(), target
