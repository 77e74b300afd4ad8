"""A small OpenID Connect provider for tests, in a process of its own."""
