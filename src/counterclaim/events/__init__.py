"""Events: takes statements with the annotation of their report, gives them with event mentions and actors."""

from counterclaim.events.coding import code

__all__ = ["code"]
