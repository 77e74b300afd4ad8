"""The city at a glance: what each office's tile says, and where it stands."""
