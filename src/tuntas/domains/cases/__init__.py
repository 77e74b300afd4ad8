"""What a resident asked of the registry, from the first answer to the handed-over document."""
