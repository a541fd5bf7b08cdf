"""The tab-separated tables of this package: a header line, rows of equal width, comments after `#`."""

from importlib.resources import files

from demarche.errors import KnowledgeError


def table_rows(name: str, columns: int) -> list[list[str]]:
    """The rows of `data/<name>` after its header; every row has exactly `columns` fields.

    Raises KnowledgeError naming the file and the row where a row is of another width.
    """
    text = (files("demarche") / "knowledge" / "data" / name).read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    for row in rows:
        if len(row) != columns:
            raise KnowledgeError(f"{name}: expected {columns} fields in the row {row!r}")
    return rows
