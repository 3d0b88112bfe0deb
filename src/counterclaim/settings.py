"""Settings: defaults, overridden by a file, overridden by the environment.

The file is ``counterclaim.toml`` in the working folder or the one named by
``COUNTERCLAIM_SETTINGS``; the environment uses ``COUNTERCLAIM_LIMITS__BYTES=1000000``.
Nothing is read at import: call ``load()`` at the edge and pass the result on.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from counterclaim.errors import SettingsError

FILE_NAME = "counterclaim.toml"
FILE_VARIABLE = "COUNTERCLAIM_SETTINGS"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Section):
    """What a single document may cost before it is set aside."""

    bytes: int = Field(64 * 1024 * 1024, gt=0, description="largest document, bytes as received")
    characters: int = Field(5_000_000, gt=0, description="longest text, characters")
    depth: int = Field(2_000, gt=0, description="deepest nesting of markup or JSON")
    archive_bytes: int = Field(2 * 1024**3, gt=0, description="largest unpacked size of one ZIP")
    archive_ratio: int = Field(200, gt=0, description="largest ratio of unpacked to packed bytes of a member")
    archive_members: int = Field(100_000, gt=0, description="most members of one ZIP")
    archive_nesting: int = Field(3, gt=0, description="ZIPs within ZIPs")
    pdf_pages: int = Field(2_000, gt=0, description="most pages of one PDF")


class Fetch(_Section):
    """How addresses are fetched."""

    user_agent: str = "counterclaim/0.1 (+https://pypi.org/project/counterclaim)"
    seconds: float = Field(30.0, gt=0, description="longest wait for one address, redirects included")
    redirects: int = Field(5, ge=0, description="most redirects followed")
    pause: float = Field(1.0, ge=0, description="seconds between two requests to one host")
    allow_private: bool = Field(False, description="allow loopback, private and link-local addresses")


class Actors(_Section):
    """Whom the user knows beside the tables of the package."""

    table: Path | None = Field(None, description="the user's own CSV of actors, read before the bundled ones")


class Gazetteer(_Section):
    """Where places are looked up, besides the gazetteer in the package."""

    folder: Path | None = Field(None, description="the user's own layers; None: the user's data folder")


class Settings(BaseSettings):
    """All settings, frozen. Build with :func:`load`."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERCLAIM_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    limits: Limits = Limits()
    fetch: Fetch = Fetch()
    gazetteer: Gazetteer = Gazetteer()
    actors: Actors = Actors()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file over defaults."""
        path = Path(os.environ.get(FILE_VARIABLE, FILE_NAME))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)


def load() -> Settings:
    """Read the settings now.

    Raises:
        SettingsError: a setting is unknown or out of range, or the file is not TOML.
    """
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(
            f"{FILE_VARIABLE} names {named}, which is not a file; name a TOML file or unset it"
        )
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"settings: {problems}; see counterclaim.settings for the names") from error
    except ValueError as error:  # TOML and the environment's JSON
        raise SettingsError(f"settings: {error}; mend {named or FILE_NAME} or the environment") from error
