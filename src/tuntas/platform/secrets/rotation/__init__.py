"""Puts new keys in the place of old ones while the service runs (docs/adr/0017-keys-rotate-in-steps.md)."""
