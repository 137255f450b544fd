"""Data sets: points in the plane, and handwritten digits."""
