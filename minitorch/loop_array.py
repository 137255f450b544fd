class LoopArray:
    pass
