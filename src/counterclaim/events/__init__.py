"""Events: from statements to event mentions with their types, actors, places and times."""
