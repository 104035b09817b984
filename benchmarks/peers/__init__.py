"""The peers: what else makes pages of these notebooks, each in the way its own documentation gives."""
