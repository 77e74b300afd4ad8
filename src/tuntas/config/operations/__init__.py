"""How the house is seen from outside: alive, ready, its figures, its lines, its processes."""
