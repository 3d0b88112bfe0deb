"""Readers of public research data: each module reads one corpus, as published, into ``Sample``s.

Shared by ``training`` and ``benchmarks``; no part of the installed package. Nothing of a corpus is kept here.
"""
