"""Where the registry serves: regions, offices, their hours, and the people who work there."""
