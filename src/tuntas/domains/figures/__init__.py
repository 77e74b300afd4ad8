"""What the journal's facts add up to, by place, service and week."""
