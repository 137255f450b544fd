"""Tensors as tables: their storage, how an index is found in it, broadcasting.

    table           where the cell of each index stands, and how it is drawn
    memory          the row of numbers behind a tensor
    storage_words   what a picture of storage says

The figures are `storage`, `broadcast` and `lined_up`.
"""
