"""Settings, read once from the environment; lower rooms get arguments."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be configured. Each field is an environment variable of its name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    flightplan_home: Path = Path("~/.flightplan")
    flightplan_key: SecretStr | None = None
    database_url: str | None = None
    redis_url: str | None = None

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    port: int = 8080

    gemini_api_key: SecretStr | None = None
    gemini_base_url: str | None = None
    gemini_model: str = "gemini-3-flash"
    gemini_deadline: float = 2.5
    gemini_monthly_tokens: int | None = None
    vertex_project: str | None = None
    vertex_location: str | None = None

    spotify_ads_url: str | None = None
    spotify_accounts_url: str | None = None
    spotify_client_id: str = ""
    spotify_client_secret: SecretStr = SecretStr("")
    spotify_refresh_token: SecretStr | None = None
    adcp_guaranteed_url: str | None = None
    adcp_exchange_url: str | None = None
    adcp_token: SecretStr | None = None
    spotify_page: str = "https://ads.spotify.com"
    adcp_guaranteed_page: str | None = None
    adcp_exchange_page: str | None = None

    worker: str = f"worker-{os.uname().nodename}"
    log_level: str = "INFO"

    @cached_property
    def home(self) -> Path:
        """The folder of the embedded engines and of generated keys."""
        return self.flightplan_home.expanduser()

    @cached_property
    def encryption_key(self) -> str:
        """The key for secrets at rest; made once under the home folder when none is set."""
        if self.flightplan_key is not None:
            return self.flightplan_key.get_secret_value()
        return _kept_key(self.home / "key")


def _kept_key(path: Path) -> str:
    from storage.tokens import Vault

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(Vault.new_key())
    except FileExistsError:
        pass
    return path.read_text()
