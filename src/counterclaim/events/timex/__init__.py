"""Time expressions: word list, grammar, calendar and resolution. The entry is
``counterclaim.events.times``.
"""
