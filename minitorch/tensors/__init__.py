"""Tensors: arrays of numbers on the same engine as Scalars."""
