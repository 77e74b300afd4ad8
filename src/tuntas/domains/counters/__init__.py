"""Who waits for which counter, who is called next, and how long it takes."""
