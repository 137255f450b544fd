"""The plain backend: what computes on tensors, as loops in Python to be read."""
