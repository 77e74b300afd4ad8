"""The pages of staff: signing in and out, the second step, and the posting to act under."""
