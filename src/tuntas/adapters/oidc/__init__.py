"""Signing in at an OpenID Connect provider: the port, the real way over HTTPS and one that lives in memory."""

from .memory import FakeSignIn
from .port import Begun, SignIn, Unreachable, Untrusted
from .real import OidcSignIn

__all__ = ["Begun", "FakeSignIn", "OidcSignIn", "SignIn", "Unreachable", "Untrusted"]
