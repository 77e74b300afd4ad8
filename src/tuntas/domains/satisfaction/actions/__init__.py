"""What happens with a survey: somebody is invited, once, and answers, once."""

from .answering import answer
from .inviting import invite, invite_for_case, sweep

__all__ = ["answer", "invite", "invite_for_case", "sweep"]
