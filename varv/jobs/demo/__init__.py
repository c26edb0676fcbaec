"""The demo: Region Älvmark, which does not exist, and what it has planned, done, seen, learned and changed.

Everything is made by walking the same verbs as people do, so the trail, the
versions and the frozen reports are real. All of it is invented and says so,
except the population figures, which are Statistics Sweden's own.
"""
