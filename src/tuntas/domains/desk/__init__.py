"""The officers' front door: the queue, the case, and the next thing to do."""
