"""The certificate and key with which HTTPS is spoken, tried before anything is served."""

import ssl
from pathlib import Path

import msgspec

from demarche.errors import InputError


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """Files in PEM: the certificate, with those above it if it has any, and its key."""

    certificate: Path
    key: Path


def certificate_of(certificate: Path | None, key: Path | None) -> Certificate | None:
    """Both or neither. Raises InputError for one alone and for files that cannot be used."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise InputError("HTTPS needs both a certificate and its key: --tls-cert and --tls-key")
    for file in (certificate, key):
        try:
            file.read_bytes()
        except OSError as error:
            raise InputError(f"cannot read {file}: {error.strerror or error}") from error
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=_locked)
    except InputError as error:
        raise InputError(f"{key} is locked by a passphrase: give a key without one") from error
    except (ssl.SSLError, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or str(error)
        raise InputError(
            f"{certificate} and {key} are no certificate and its key in PEM ({_plain(why)})"
        ) from error
    return Certificate(certificate=certificate, key=key)


def _locked() -> str:
    raise InputError("locked")


def _plain(reason: str) -> str:
    return reason.lower().replace("_", " ")
