"""What paper the registry issues: rendered, signed, kept by hash, and verifiable by anyone."""
