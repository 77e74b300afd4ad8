"""What the templates of counters write."""
