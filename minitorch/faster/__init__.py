"""Faster ways to the same numbers: fused Functions, replays, a paused collector."""
