"""Functions of tensors that do at once what layers are composed of.

A layer is written as a composition first, and that can be read. On numpy's arrays one
Function takes its place here where that pays in a training step: it leaves one Variable
behind, not ten, and keeps fewer arrays. ``make bench PART=gpt`` measures it.
"""
