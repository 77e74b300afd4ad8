"""The live process: takes slow uploads whole into memory before a web worker sees them. No Django, no database."""
