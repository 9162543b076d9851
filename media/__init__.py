"""The vocabulary of the house: money, briefs, evidence, catalog, forecasts, plans, approvals.

Pure pydantic models and frozen dataclasses with the rules that need nothing but their own
data. No I/O, no clock, no settings. Every other package imports from here; this one imports
from none of them. Rules of the house (roles, limits, categories, defaults) are plain
functions over data in `media.policies`.
"""
