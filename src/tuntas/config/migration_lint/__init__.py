"""Which migrations would stop those who work while they run, or break the version that still serves beside them?"""
