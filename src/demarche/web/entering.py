"""Tokens and passwords: held as hashes, compared in constant time."""

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

LONGEST = 1000


class Door:
    """Lets in those who know the token or the password."""

    def __init__(self, token: str | None, password: str | None) -> None:
        self._token = None if token is None else _digest(token)
        self._hasher = PasswordHasher()
        self._password = None if password is None else self._hasher.hash(password)

    @property
    def locked(self) -> bool:
        """Whether one has to know something at all."""
        return self._token is not None or self._password is not None

    def opens_with_token(self, told: str) -> bool:
        """Whether it is the token."""
        return (
            self._token is not None
            and len(told) <= LONGEST
            and hmac.compare_digest(self._token, _digest(told))
        )

    def opens_with(self, told: str) -> bool:
        """Whether it is the token or the password; slow on purpose."""
        if len(told) > LONGEST:
            return False
        if self.opens_with_token(told):
            return True
        if self._password is None:
            return False
        try:
            return self._hasher.verify(self._password, told)
        except (Argon2Error, InvalidHashError):
            return False


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()
