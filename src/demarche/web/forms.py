"""Forms that change something: only those that a page of this session has sent are looked at."""

from collections.abc import Sequence

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from demarche.errors import InputError
from demarche.web.sessions import Session, Sessions
from demarche.web.texts import text

MOST_FILES, MOST_FIELDS = 50, 2500
LONGEST_FIELD = 2_500_000


class ForbiddenError(InputError):
    """A form that does not come from a page of this session."""


async def form_of(request: Request, sessions: Sessions) -> FormData:
    """The form. Raises ForbiddenError without the session's mark."""
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    session: Session = request.state.session
    if not request.state.by_token and not sessions.is_mark(session, value(form, "mark")):
        raise ForbiddenError(text("error.mark"))
    return form


def value(form: FormData, name: str) -> str:
    """A field's text, empty where there is none."""
    found = form.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def values(form: FormData, name: str) -> list[str]:
    """All texts of a field."""
    return [each.strip() for each in form.getlist(name) if isinstance(each, str) and each.strip()]


def uploads(form: FormData, name: str) -> Sequence[UploadFile]:
    """The files of a field that hold something."""
    return [each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename]
