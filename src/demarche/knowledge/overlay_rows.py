"""Files of a user's own parties as rows of named fields: TSV, CSV with a header, YAML lists of mappings."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from demarche.errors import KnowledgeError

MOST_BYTES = 64_000_000
FIELDS = (
    "id", "name", "aliases", "kind", "code", "sector", "from", "to", "surname", "alone", "offices", "source",
)  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One row: where it stands (`file:line`) and its fields, blanks at their ends taken away."""

    place: str
    fields: Mapping[str, str]

    def several(self, field: str) -> tuple[str, ...]:
        """The values of a field that are parted by semicolons."""
        return tuple(part for each in self.fields.get(field, "").split(";") if (part := each.strip()))

    def error(self, words: str) -> KnowledgeError:
        """What is wrong with the row, with its place."""
        return KnowledgeError(f"{self.place}: {words}")


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a file by its ending (.tsv, .csv, .yaml, .yml), comments and blank rows left out.

    Raises KnowledgeError with file and line where it cannot be read, or has fields that are none.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnowledgeError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror or error}") from error
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        yield from _of_yaml(path, text)
    elif ending in (".tsv", ".csv"):
        yield from _of_table(path, text, "\t" if ending == ".tsv" else ",")
    else:
        raise KnowledgeError(f"{path}: parties are read from .tsv, .csv, .yaml and .yml files")


def _of_table(path: Path, text: str, separator: str) -> Iterator[Row]:
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    header: list[str] | None = None
    line = 0
    try:
        for values in lines:
            begun, line = line + 1, lines.line_num
            if not any(value.strip() for value in values) or values[0].startswith("#"):
                continue
            place = f"{path}:{begun}"
            if header is None:
                header = [value.strip().lower() for value in values]
                _known_fields(place, header)
                continue
            if len(values) != len(header):
                raise KnowledgeError(f"{place}: {len(values)} fields, but the header has {len(header)}")
            yield Row(place, {name: value.strip() for name, value in zip(header, values, strict=True)})
    except csv.Error as error:
        raise KnowledgeError(f"{path}:{lines.line_num}: {error}") from error


def _of_yaml(path: Path, text: str) -> Iterator[Row]:
    import yaml

    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            raise KnowledgeError(f"{path}:1: a list of parties is wanted")
        for node in root.value:
            place = f"{path}:{node.start_mark.line + 1}"
            if not isinstance(node, yaml.MappingNode):
                raise KnowledgeError(f"{place}: a party is a mapping of fields")
            yield Row(place, dict(_field(place, key, value) for key, value in node.value))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(f"{path}:{line}: {error.problem or 'no YAML'}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise KnowledgeError(f"{path}: no YAML that can be read") from error
    finally:
        loader.dispose()


def _field(place: str, key: Any, value: Any) -> tuple[str, str]:
    """A field as text, as it is written: 2014 and no are no numbers and truths here."""
    import yaml

    if not isinstance(key, yaml.ScalarNode):
        raise KnowledgeError(f"{place}: a field's name is a word")
    name = key.value.strip().lower()
    _known_fields(place, [name])
    parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
    if not all(isinstance(part, yaml.ScalarNode) for part in parts):
        raise KnowledgeError(f"{place}: {name} is neither a text nor a list of texts")
    return name, "; ".join("" if part.tag.endswith(":null") else part.value.strip() for part in parts)


def _known_fields(place: str, names: list[str]) -> None:
    if unknown := [name for name in names if name not in FIELDS]:
        raise KnowledgeError(f"{place}: no such field: {', '.join(unknown)}; there are {', '.join(FIELDS)}")
    if twice := {name for name in names if names.count(name) > 1}:
        raise KnowledgeError(f"{place}: twice in the header: {', '.join(sorted(twice))}")
