"""Who waits at an office, who is called next and where, and how long it takes."""
