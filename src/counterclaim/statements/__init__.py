"""Statements: takes a Document and its Annotation, gives who says what, with which stance, by way of whom."""

from counterclaim.statements.reader import statements

__all__ = ["statements"]
