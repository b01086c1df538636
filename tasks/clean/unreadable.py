"""What is told of bytes that hold no text."""

from schemas.vocabulary import RejectionReason


class Unreadable(ValueError):  # noqa: N818  (named for what the page is)
    """Bytes that hold no text. ``reason`` says which kind, the message what and where."""

    def __init__(self, reason: RejectionReason, detail: str) -> None:
        super().__init__(detail)
        self.reason: RejectionReason = reason
