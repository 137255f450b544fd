"""Figures over one axis of numbers, a file each; `curve` draws what they share."""
