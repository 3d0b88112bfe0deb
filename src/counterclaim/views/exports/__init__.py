"""Exports: incidents of a ledger in the formats that other people's tools read.

A format takes dossiers (``dossier.py``) and writes a file; each has a module of its own. None opens a ledger.
"""

from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.formats import FORMATS, form_of

__all__ = ["FORMATS", "Dossier", "form_of"]
