"""What matplotlib draws, for pages that have numpy, in the look of all other pictures.

`look` has the settings, `described` gives a figure its words, `sentence` finds them,
and `chart` puts panels side by side. Only when one of its names is used does
`minitorch.plot` load this room, and matplotlib with it.
"""
