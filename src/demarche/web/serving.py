"""What all answers need: the ledger's holdings, settings, sessions, and how a screen becomes a page."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from demarche.web import rendering
from demarche.web.entering import Door
from demarche.web.holdings import Holdings
from demarche.web.rendering import Surroundings
from demarche.web.screens import Screen
from demarche.web.sessions import Session, Sessions
from demarche.web.settings import Settings


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """Shared by all answers of one application."""

    holdings: Holdings
    settings: Settings
    sessions: Sessions
    door: Door

    def page(self, request: Request, screen: Screen, *, status: int = 200) -> Response:
        """A screen as this browser sees it."""
        return HTMLResponse(rendering.page(screen, self.around(request)), status_code=status)

    def render(
        self, request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
    ) -> Response:
        """A template that shows no screen: a form."""
        return HTMLResponse(rendering.render(template, self.around(request), context), status_code=status)

    def around(self, request: Request) -> Surroundings:
        """What the page is shown in."""
        session: Session = request.state.session
        inside = session.entered or request.state.by_token or not self.door.locked
        return Surroundings(
            ledger=self.holdings.shown_as if inside else "",
            here=request.url.path,
            query=request.url.query,
            mark=self.sessions.form_mark(session),
            author=session.author,
            can_change=inside and not self.settings.read_only,
            can_fetch=self.settings.allow_fetch,
            can_leave=session.entered,
        )
