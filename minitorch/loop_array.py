class LoopArray: pass
