"""Facets of events: toll, means, control, aim and manner."""

from counterclaim.events.facets.found import Count, Facets, Holding, Phrase
from counterclaim.events.facets.reader import FacetReader, facets

__all__ = ["Count", "FacetReader", "Facets", "Holding", "Phrase", "facets"]
