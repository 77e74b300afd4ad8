"""The front door for programs: the same verbs as the pages, as JSON under `/api/v1/`."""
