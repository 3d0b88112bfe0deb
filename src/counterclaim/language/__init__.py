"""Language: takes a Document's text, gives its Annotation. One encoder, many heads, one forward pass."""

from counterclaim.language.reader import Reader

__all__ = ["Reader"]
