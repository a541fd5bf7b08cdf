"""Who is at the other end: a signed cookie, and marks in forms that only this session's pages carry."""

import hashlib
import hmac
import secrets

import msgspec
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "demarche_session"
_LONGEST_COOKIE = 2000


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A browser's session: whether it has signed in, and the name its decisions carry."""

    id: str
    entered: bool = False
    author: str = ""


class Sessions:
    """Makes and reads session cookies. Their key is made anew with each start: a restart signs all out."""

    def __init__(self, hours: int) -> None:
        self.seconds = hours * 3600
        self._key = secrets.token_bytes(32)
        self._signer = URLSafeTimedSerializer(self._key, salt="session")

    def new(self) -> Session:
        """A session of somebody who has not signed in."""
        return Session(id=secrets.token_urlsafe(18))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when it is none of ours, or too old."""
        if not cookie or len(cookie) > _LONGEST_COOKIE:
            return None
        try:
            return msgspec.convert(self._signer.loads(cookie, max_age=self.seconds), Session)
        except (BadSignature, msgspec.ValidationError):
            return None

    def cookie(self, session: Session) -> str:
        """The cookie's value."""
        return str(self._signer.dumps(msgspec.to_builtins(session)))

    def form_mark(self, session: Session) -> str:
        """What the forms of this session's pages carry."""
        return hmac.new(self._key, b"form\0" + session.id.encode(), hashlib.sha256).hexdigest()

    def is_mark(self, session: Session, mark: str) -> bool:
        """Whether a form was ours."""
        return hmac.compare_digest(self.form_mark(session).encode(), mark.encode())
