"""The pages of counters that anyone may open: kiosk, board, the ticket on the phone; and what the live process asks."""
