"""Does the forecast keep its word? Invented days of an office, run event by event, and a judge beside them. Pure."""
