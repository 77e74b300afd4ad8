"""The pure rules of planning: what will come, how many counters that takes, and who stands at them when."""
