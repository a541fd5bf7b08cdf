"""How the application is run: who may come, what they may do, how much at once."""

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one running application.

    `names`: host names by which it may be asked, beside this machine's own and, where `any_address`, bare
    addresses. `token`, `password`: what opens it, either will do; neither: open to all who reach it.
    `read_only`: nothing can be changed. `allow_fetch`: reports can be added by the address of a page.
    `requests_a_second`, `burst`: of one client; `most_upload`, `most_page`: bytes.
    """

    names: tuple[str, ...] = ()
    any_address: bool = False
    token: str | None = None
    password: str | None = None
    read_only: bool = False
    allow_fetch: bool = False
    requests_a_second: float = 100.0
    burst: int = 400
    most_upload: int = 20_000_000
    most_page: int = 5_000_000
    session_hours: int = 12

    @property
    def guarded(self) -> bool:
        """Whether one has to sign in."""
        return self.token is not None or self.password is not None
