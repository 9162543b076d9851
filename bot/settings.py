"""Settings, read once from the environment; lower rooms get arguments."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from media.errors import NotReady

Web = Annotated[str, Field(pattern=r"^https?://[^/]")]
Level = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)
]


class Settings(BaseSettings):
    """Everything that can be configured. Each field is an environment variable of its name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    flightplan_home: Path = Path("~/.flightplan")
    flightplan_key: SecretStr | None = None
    database_url: str | None = Field(
        default=None,
        pattern=r"^postgres(ql)?(\+\w+)?://",
        description="Set it to an address such as postgresql://user:password@host/name.",
    )
    redis_url: str | None = Field(
        default=None,
        pattern=r"^(rediss?|unix)://",
        description="Set it to an address such as redis://host:6379/0.",
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: Web = "https://slack.com/api/"
    port: int = Field(default=8080, ge=0, le=65_535, description="Set it to a number up to 65535.")

    gemini_api_key: SecretStr | None = None
    gemini_base_url: Web | None = None
    gemini_model: str = "gemini-3-flash"
    gemini_deadline: float = Field(default=2.5, gt=0, description="Set it to a number of seconds.")
    gemini_monthly_tokens: int | None = Field(
        default=None, ge=0, description="Set it to a whole number."
    )
    vertex_project: str | None = None
    vertex_location: str | None = None

    spotify_ads_url: Web | None = None
    spotify_accounts_url: Web | None = None
    spotify_client_id: str = ""
    spotify_client_secret: SecretStr = SecretStr("")
    spotify_refresh_token: SecretStr | None = None
    adcp_guaranteed_url: Web | None = None
    adcp_exchange_url: Web | None = None
    adcp_token: SecretStr | None = None
    spotify_page: str = "https://ads.spotify.com"
    adcp_guaranteed_page: str | None = None
    adcp_exchange_page: str | None = None

    worker: str = f"worker-{os.uname().nodename}"
    log_level: Level = Field(default="INFO", description="Set it to DEBUG, INFO, WARNING or ERROR.")

    @cached_property
    def home(self) -> Path:
        """The folder of the embedded engines and of generated keys; made where it is missing.

        Raises NotReady when it cannot be made.
        """
        home = self.flightplan_home.expanduser()
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotReady(
                f"The folder {home} cannot be made: {error.strerror}.",
                "Set FLIGHTPLAN_HOME to a folder of yours.",
            ) from None
        return home

    @cached_property
    def encryption_key(self) -> str:
        """The key for secrets at rest; made once under the home folder when none is set."""
        if self.flightplan_key is not None:
            return self.flightplan_key.get_secret_value()
        return _kept_key(self.home / "key")


def read_settings() -> Settings:
    """The settings of the environment. Raises NotReady, which names the variable at fault."""
    try:
        return Settings()
    except ValidationError as wrong:
        name = str(wrong.errors()[0]["loc"][0])
        remedy = _remedy(name)
        raise NotReady(f"{name.upper()} cannot be used as it is set.", remedy) from None


def _remedy(name: str) -> str:
    default = "Set it to an address that begins with https://."
    return Settings.model_fields[name].description or default


def _kept_key(path: Path) -> str:
    """The key of a file that appears under its name only when it is whole."""
    from storage.tokens import Vault

    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, prefix="key.") as file:
            file.write(Vault.new_key())
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()
