"""Where the head of unit sees an office as it is now, and steps in."""
