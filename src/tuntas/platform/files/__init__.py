"""Files that residents send: received in pieces, made harmless, kept encrypted, shown as page images."""
