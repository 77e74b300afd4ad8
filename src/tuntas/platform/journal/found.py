"""The first fault that a verification meets."""


class Found(Exception):
    """A fault: its kind in a word or two, and where and what it is."""

    def __init__(self, kind: str, text: str) -> None:
        # Both, so that a fault that another process found can be handed over.
        super().__init__(kind, text)
        self.kind, self.text = kind, text

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
