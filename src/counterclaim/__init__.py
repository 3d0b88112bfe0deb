"""counterclaim: the sourced record of who says what happened, who denies it, who confirms it.

The public names are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from counterclaim.errors import CounterclaimError, DocumentError, SettingsError
    from counterclaim.pipeline import add, open_ledger, read, read_documents, read_reports
    from counterclaim.records import Document, Report, Statement
    from counterclaim.settings import Settings, load

__all__ = [
    "CounterclaimError",
    "Document",
    "DocumentError",
    "Report",
    "Settings",
    "SettingsError",
    "Statement",
    "add",
    "load",
    "open_ledger",
    "read",
    "read_documents",
    "read_reports",
]

_HOMES = {
    "CounterclaimError": "errors",
    "Document": "records",
    "DocumentError": "errors",
    "Report": "records",
    "Settings": "settings",
    "SettingsError": "errors",
    "Statement": "records",
    "add": "pipeline",
    "load": "settings",
    "open_ledger": "pipeline",
    "read": "pipeline",
    "read_documents": "pipeline",
    "read_reports": "pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
