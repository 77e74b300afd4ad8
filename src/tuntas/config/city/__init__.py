"""The living city of a demonstration: invented residents, and some days of traffic through the real actions.

Everything is drawn by a seed: the same seed, number of residents and last day give the same city again. Nothing is
chosen for a named office: how fast or how busy one is, is drawn as well.
"""
