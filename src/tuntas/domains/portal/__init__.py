"""The resident's front door: find a service, apply without an account, follow the application to the end."""
