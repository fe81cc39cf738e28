"""Encrypted columns: free text, names and comments as AES-GCM, bound to table, column and row.

A model declares ``words: str = Field(sa_type=EncryptedText)`` and then uses plain text; the
database only ever holds sealed bytes. Binding to the row (its ``id``) means that a sealed value
copied into another row, column or table does not open. Rows are sealed when the session flushes,
because only then is the row known, and opened when they load. A value that reaches a statement
unsealed is refused, so nothing readable can slip past through bulk statements.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary, event, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.types import TypeDecorator


_FORMAT = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12


class CannotOpen(RuntimeError):
    """A sealed value did not open: wrong key, or it was moved or changed. Never says the words."""


class Keyring:
    """The keys of this installation: the first seals, all can open."""

    def __init__(self, master_keys: Sequence[bytes]) -> None:
        self._sealers = {
            hashlib.sha256(key).digest()[:_KEY_ID_BYTES]: AESGCM(derived(key, "columns"))
            for key in master_keys
        }
        self._current = next(iter(self._sealers))
        self._master_keys = tuple(master_keys)

    def secrets_for(self, purpose: str) -> tuple[bytes, ...]:
        """Return a lasting secret for one purpose: of each key, the current first."""
        return tuple(derived(key, purpose) for key in self._master_keys)

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        """Return the bytes sealed with the current key."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._sealers[self._current].encrypt(nonce, plain, bound_to.encode())
        return _FORMAT + self._current + nonce + sealed

    def open(self, payload: bytes, bound_to: str) -> bytes:
        """Return the bytes inside, or raise ``CannotOpen`` without a word of them."""
        key_id = payload[1 : 1 + _KEY_ID_BYTES]
        nonce = payload[1 + _KEY_ID_BYTES : 1 + _KEY_ID_BYTES + _NONCE_BYTES]
        sealer = self._sealers.get(key_id)
        if payload[:1] != _FORMAT or sealer is None:
            raise CannotOpen(f"No key opens {bound_to}.")
        try:
            rest = payload[1 + _KEY_ID_BYTES + _NONCE_BYTES :]
            return sealer.decrypt(nonce, rest, bound_to.encode())
        except InvalidTag:
            raise CannotOpen(f"The value of {bound_to} was moved or changed.") from None


def derived(master_key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose, so that no key is ever used for two."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master_key)


class _Process:
    keyring: Keyring | None = None


def use_keys(master_keys: Sequence[bytes]) -> None:
    """Give this process its keys; called once at start."""
    _Process.keyring = Keyring(master_keys)


def _keyring() -> Keyring:
    if _Process.keyring is None:
        raise CannotOpen("No encryption key has been given to this process.")
    return _Process.keyring


def secrets_for(purpose: str) -> tuple[bytes, ...]:
    """Return a secret that outlives the database: of each key, the current first."""
    return _keyring().secrets_for(purpose)


@dataclass(frozen=True)
class Sealed:
    """What the database holds. It shows nothing of what is inside."""

    payload: bytes

    def __repr__(self) -> str:
        return "<sealed>"


class _Encrypted(TypeDecorator[Any]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Let only sealed values through to the database."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError("An encrypted column takes only sealed values; write it through a row.")
        return value.payload

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:
        """Hand the row its sealed value, to be opened when the row loads."""
        return None if value is None else Sealed(bytes(value))

    def to_bytes(self, value: Any) -> bytes:
        """Return the value as bytes to seal."""
        return bytes(value)

    def from_bytes(self, raw: bytes) -> Any:
        """Return the value from opened bytes."""
        return raw


class EncryptedText(_Encrypted):
    """Text that only this installation's key can read."""

    cache_ok = True

    def to_bytes(self, value: str) -> bytes:
        """Return the text as UTF-8."""
        return value.encode("utf-8")

    def from_bytes(self, raw: bytes) -> str:
        """Return the text."""
        return raw.decode("utf-8")


class EncryptedBytes(_Encrypted):
    """A file, such as a plan's PDF, that only this installation's key can read."""

    cache_ok = True


@cache
def _encrypted_columns(mapper: Mapper[Any]) -> dict[str, _Encrypted]:
    return {
        attr.key: attr.columns[0].type
        for attr in mapper.column_attrs
        if isinstance(attr.columns[0].type, _Encrypted)
    }


def _bound_to(mapper: Mapper[Any], key: str, row: Any) -> str:
    return f"{mapper.local_table.name}.{key}:{row.id}"  # type: ignore[attr-defined]


def _seal_row(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    opened: dict[str, Any] = {}
    for key, column in _encrypted_columns(mapper).items():
        value = row.__dict__.get(key)
        if value is None or isinstance(value, Sealed):
            continue
        if not inspect(row).attrs[key].history.has_changes():
            continue
        opened[key] = value
        setattr(
            row, key, Sealed(_keyring().seal(column.to_bytes(value), _bound_to(mapper, key, row)))
        )
    inspect(row).info["opened"] = opened


def _unseal_after_flush(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    for key, value in inspect(row).info.pop("opened", {}).items():
        set_committed_value(row, key, value)


def _open_row(row: Any, *_rest: Any) -> None:
    mapper = inspect(row).mapper
    for key, column in _encrypted_columns(mapper).items():
        value = row.__dict__.get(key)
        if isinstance(value, Sealed):
            raw = _keyring().open(value.payload, _bound_to(mapper, key, row))
            set_committed_value(row, key, column.from_bytes(raw))


event.listen(Mapper, "before_insert", _seal_row)
event.listen(Mapper, "before_update", _seal_row)
event.listen(Mapper, "after_insert", _unseal_after_flush)
event.listen(Mapper, "after_update", _unseal_after_flush)


def open_rows_of(base: type) -> None:
    """Open the encrypted columns of every model below this base whenever a row loads."""
    event.listen(base, "load", _open_row, propagate=True)
    event.listen(base, "refresh", _open_row, propagate=True)
