"""The public's front door: did the offices keep their promises, and how were they."""
