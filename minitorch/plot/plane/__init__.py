"""Figures in the plane, a file each, on isolines and on room for words."""
