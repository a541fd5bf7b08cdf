"""A condition that each database says in its own way, for where it is not known yet which one is asked."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles


class Either(ColumnElement[bool]):
    """The condition of the database that compiles it."""

    inherit_cache = False  # what is bound within stands in no key
    type = Boolean()

    def __init__(self, *, sqlite: ColumnElement[bool], postgresql: ColumnElement[bool]) -> None:
        self.by_dialect = {"sqlite": sqlite, "postgresql": postgresql}


@compiles(Either)
def _compile(element: Either, compiler: Any, **options: Any) -> str:
    said: str = compiler.process(element.by_dialect[compiler.dialect.name], **options)
    return said
