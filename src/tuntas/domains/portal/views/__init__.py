"""Translates the resident's requests to one call each, and the answers back."""
