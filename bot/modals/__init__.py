"""Modals: their views, and what their answers say. Pure functions; the listeners open them."""
