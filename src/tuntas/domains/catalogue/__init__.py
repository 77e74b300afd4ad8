"""The services of the registry as files: who may apply, what is asked for, on which law, and what is promised."""
