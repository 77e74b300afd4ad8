"""The pure mathematics of the journal: no Django, no clock, no database."""
