"""Properties are held to no deadline: how long one example takes tells of the machine, not of the code."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
