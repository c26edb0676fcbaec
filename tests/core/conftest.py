"""Properties are searched for without a stopwatch: a busy machine must not fail a true law."""

from hypothesis import settings

settings.register_profile("varv", settings(), deadline=None)
settings.load_profile("varv")
