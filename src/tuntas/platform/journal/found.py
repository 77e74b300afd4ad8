"""The first fault that a verification meets."""


class Found(Exception):
    """A fault: its kind in a word or two, and where and what it is."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind, self.text = kind, text
