"""Settings, read once from the environment (``WHATMATTERS_…``); every default is safe to publish
and safe in production.
"""  # noqa: D205

import base64
import secrets
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


ROOT = Path(__file__).resolve().parent.parent


class SettingsRefused(RuntimeError):
    """The application will not start with these settings; the message says what to set."""


class Settings(BaseSettings):
    """Everything an organisation running the product decides."""

    model_config = SettingsConfigDict(env_prefix="WHATMATTERS_", frozen=True)

    # Production, unless said otherwise or the data folder is a practice room already.
    mode: Literal["production", "practice", ""] = ""
    data_dir: Path = ROOT / "data"
    database_url: str = ""  # empty: the embedded SQLite database inside data_dir
    encryption_key: SecretStr | None = None  # 32 bytes, base64: `whatmatters doctor --new-key`
    previous_encryption_keys: tuple[SecretStr, ...] = ()
    https: bool | None = None  # yes, unless this is the practice room on one's own machine

    session_idle_minutes: int = 60
    session_hours: int = 12
    sign_in_tries_per_minute: int = 6
    sign_in_tries_per_address_per_minute: int = 30
    review_code_days: int = 14
    review_session_minutes: int = 60
    review_code_tries: int = 5

    # The data controller's disclosure rule: docs/decisions/0007_disclosure_control.md
    release_hide_up_to: int = 7
    release_round_to: int = 5

    # The scale on which a person may say where they are with something that matters to them.
    # No source that could be read fixes it: 1 to 10 is reported, not verified (docs/running.md).
    outcome_scale: Literal["one_to_ten", "nought_to_ten", "one_to_five", "words_only"] = (
        "one_to_ten"
    )

    # One answer in so many waits for a second practitioner; 0: none does.
    second_look_one_in: int = Field(default=20, ge=0)

    # Where people reach this product, such as https://plans.example.wales: printed on every plan,
    # with a square for a phone. Empty: plans say nothing about answering on a phone.
    public_address: str = ""

    # Shown on "I am worried about someone's safety". Local numbers, set by each council.
    safety_phone_day: str = ""
    safety_phone_night: str = ""

    @property
    def is_practice(self) -> bool:
        """Say whether this is the practice room with invented people."""
        if self.mode:
            return self.mode == "practice"
        return self.encryption_key is None and self._practice_key_file.exists()

    @property
    def review_address(self) -> str:
        """Return where any person types any code; it is printed, so it never holds one."""
        base = self.public_address or ("http://127.0.0.1:8000" if self.is_practice else "")
        return f"{base.rstrip('/')}/my-plan" if base else ""

    @property
    def uses_https(self) -> bool:
        """Say whether cookies may travel over HTTPS only."""
        return not self.is_practice if self.https is None else self.https

    @property
    def _practice_key_file(self) -> Path:
        return self.data_dir / "practice.key"

    @property
    def database_address(self) -> str:
        """Return the SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'whatmatters.db'}"

    def prepare_data_dir(self) -> None:
        """Make the data folder, open to this account alone."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data_dir.chmod(0o700)

    def master_keys(self) -> tuple[bytes, ...]:
        """Return the encryption keys, newest first; in practice mode the first is made at need."""
        if self.encryption_key is not None:
            given = (self.encryption_key, *self.previous_encryption_keys)
            return tuple(_decoded(key.get_secret_value()) for key in given)
        if not self.is_practice:
            raise SettingsRefused(
                "Set WHATMATTERS_ENCRYPTION_KEY to 32 random bytes in base64. "
                "`whatmatters doctor --new-key` prints one. Keep it safe and apart from the data."
            )
        return (_practice_key(self._practice_key_file),)


def _decoded(key: str) -> bytes:
    raw = base64.b64decode(key, validate=True)
    if len(raw) != 32:
        raise SettingsRefused("An encryption key is 32 bytes in base64.")
    return raw


def _practice_key(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(new_key(), encoding="ascii")
    return _decoded(path.read_text(encoding="ascii"))


def new_key() -> str:
    """Return a fresh encryption key in the form settings take."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


@cache
def settings_from_environment() -> Settings:
    """Return the settings of this process."""
    return Settings()
