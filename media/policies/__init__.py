"""Rules of the house as pure functions over data: approvals, defaults, categories.

A rule stands here once; rooms above ask for a decision and never repeat one.
"""
