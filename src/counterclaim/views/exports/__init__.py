"""Exports: incidents of a ledger in the formats that other people's tools read.

    view ─► gather ─► Dossier ─► table, tolls, facts ─► one module a format ─► file

A format takes dossiers (``dossier.py``) and writes a file; ``formats.py`` lists them. None opens a ledger.
"""
