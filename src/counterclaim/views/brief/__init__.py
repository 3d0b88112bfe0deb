"""Briefs: a cited document on one incident, to be handed on, as Markdown, a page or a word processor's file."""

from counterclaim.views.brief.content import compose
from counterclaim.views.brief.parts import Brief

__all__ = ["Brief", "compose"]
