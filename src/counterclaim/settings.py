"""Settings: defaults, overridden by a file, overridden by the environment.

The file is ``counterclaim.toml`` in the working folder or the one named by
``COUNTERCLAIM_SETTINGS``; the environment uses ``COUNTERCLAIM_LIMITS__BYTES=1000000``.
Nothing is read at import: call ``load()`` at the edge and pass the result on.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from counterclaim.errors import SettingsError

if TYPE_CHECKING:
    from pydantic_settings import BaseSettings

FILE_NAME = "counterclaim.toml"
FILE_VARIABLE = "COUNTERCLAIM_SETTINGS"
PREFIX = "COUNTERCLAIM_"


def _above(bound: float, meaning: str) -> dict[str, Any]:
    """What a setting means, and that it must be more than ``bound``."""
    return {"meaning": meaning, "above": bound}


def _least(bound: float, meaning: str) -> dict[str, Any]:
    """What a setting means, and that it must be ``bound`` or more."""
    return {"meaning": meaning, "least": bound}


@dataclass(frozen=True, slots=True)
class _Section:
    """Settings that belong together.

    Raises:
        SettingsError: a value is out of range.
    """

    def __post_init__(self) -> None:
        for one in fields(self):
            value, above, least = (
                getattr(self, one.name),
                one.metadata.get("above"),
                one.metadata.get("least"),
            )
            if (above is not None and not value > above) or (least is not None and not value >= least):
                wanted = f"more than {above}" if above is not None else f"at least {least}"
                name = f"{type(self).__name__.lower()}.{one.name}"
                raise SettingsError(f"settings: {name}: {value} is out of range; give {wanted}")


@dataclass(frozen=True, slots=True)
class Limits(_Section):
    """What a single document may cost before it is set aside."""

    bytes: int = field(default=64 * 1024 * 1024, metadata=_above(0, "largest document, bytes as received"))
    characters: int = field(default=5_000_000, metadata=_above(0, "longest text, characters"))
    depth: int = field(default=2_000, metadata=_above(0, "deepest nesting of markup or JSON"))
    archive_bytes: int = field(default=2 * 1024**3, metadata=_above(0, "largest unpacked size of one ZIP"))
    archive_ratio: int = field(
        default=200, metadata=_above(0, "largest ratio of unpacked to packed bytes of a member")
    )
    archive_members: int = field(default=100_000, metadata=_above(0, "most members of one ZIP"))
    archive_nesting: int = field(default=3, metadata=_above(0, "ZIPs within ZIPs"))
    pdf_pages: int = field(default=2_000, metadata=_above(0, "most pages of one PDF"))


@dataclass(frozen=True, slots=True)
class Fetch(_Section):
    """How addresses are fetched."""

    user_agent: str = field(
        default="counterclaim/0.1 (+https://pypi.org/project/counterclaim)",
        metadata={"meaning": "how servers are told who asks"},
    )
    seconds: float = field(
        default=30.0, metadata=_above(0, "longest wait for one address, redirects included")
    )
    redirects: int = field(default=5, metadata=_least(0, "most redirects followed"))
    pause: float = field(default=1.0, metadata=_least(0, "seconds between two requests to one host"))
    allow_private: bool = field(
        default=False, metadata={"meaning": "allow loopback, private and link-local addresses"}
    )


@dataclass(frozen=True, slots=True)
class Actors(_Section):
    """Whom the user knows beside the tables of the package."""

    table: Path | None = field(
        default=None, metadata={"meaning": "the user's own CSV of actors, read before the bundled ones"}
    )


@dataclass(frozen=True, slots=True)
class Gazetteer(_Section):
    """Where places are looked up, besides the gazetteer in the package."""

    folder: Path | None = field(
        default=None, metadata={"meaning": "the user's own layers; None: the user's data folder"}
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, frozen. Build with :func:`load`."""

    limits: Limits = field(default_factory=Limits)
    fetch: Fetch = field(default_factory=Fetch)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    actors: Actors = field(default_factory=Actors)


def load() -> Settings:
    """Read the settings now.

    Raises:
        SettingsError: a setting is unknown or out of range, or the file is not TOML.
    """
    named = os.environ.get(FILE_VARIABLE)
    path = Path(named or FILE_NAME)
    if named and not path.is_file():
        raise SettingsError(
            f"{FILE_VARIABLE} names {named}, which is not a file; name a TOML file or unset it"
        )
    sections = tuple(f"{PREFIX}{section.name.upper()}" for section in fields(Settings))
    given = any(key.upper().startswith(sections) for key in os.environ)
    return _validated(path) if given or path.is_file() else Settings()


def _validated(path: Path) -> Settings:
    """What the file and the environment say, of the right types."""
    from pydantic import ValidationError  # noqa: PLC0415 - a tenth of a second, and most runs set nothing

    try:
        settings: Settings = _as_dataclass(Settings, _model(path)().model_dump())
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"settings: {problems}; see counterclaim.settings for the names") from error
    except ValueError as error:  # TOML and the environment's JSON
        raise SettingsError(f"settings: {error}; mend {path} or the environment") from error
    return settings


def _model(path: Path) -> type[BaseSettings]:
    """The settings as a model that reads the environment over the file over the defaults."""
    from pydantic import ConfigDict, create_model  # noqa: PLC0415
    from pydantic_settings import (  # noqa: PLC0415
        BaseSettings,
        PydanticBaseSettingsSource,
        SettingsConfigDict,
        TomlConfigSettingsSource,
    )

    class Base(BaseSettings):
        model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)

    def modelled(kind: Any) -> dict[str, Any]:
        types, default = get_type_hints(kind), kind()
        return {one.name: (types[one.name], getattr(default, one.name)) for one in fields(kind)}

    sections: dict[str, Any] = {}
    for name, (kind, _) in modelled(Settings).items():
        section = create_model(kind.__name__, __config__=ConfigDict(extra="forbid"), **modelled(kind))
        sections[name] = (section, section())
    model: type[BaseSettings] = create_model("Settings", __base__=Base, **sections)
    return model


def _as_dataclass(kind: Any, values: Mapping[str, Any]) -> Any:
    types = get_type_hints(kind)
    return kind(
        **{
            name: _as_dataclass(types[name], value) if is_dataclass(types[name]) else value
            for name, value in values.items()
        }
    )
