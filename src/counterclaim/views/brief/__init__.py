"""Briefs: a cited document on one incident, to be handed on, as Markdown, a page or a word processor's file.

``content.py`` composes what is said, ``markdown.py``, ``page.py`` and ``word.py`` lay it out.
"""
