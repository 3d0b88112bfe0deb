"""CSV of claims: takes dossiers, writes one row for each voice on a value."""

from counterclaim.views.exports.separated import write_claims as write

__all__ = ["write"]
