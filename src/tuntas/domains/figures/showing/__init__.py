"""How figures are shown: in words, and where things stand in a drawing; alike for promises and for waiting."""
