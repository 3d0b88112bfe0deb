"""Language: takes a Document's text, gives its Annotation. One encoder, many heads, one forward pass."""
