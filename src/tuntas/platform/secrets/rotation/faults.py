"""What stops a rotation, in words."""


class StillUsed(Exception):
    """An old key is wanted yet, so it stays; the text says by what."""
