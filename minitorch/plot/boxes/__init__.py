"""Box diagrams: a computation as the engine recorded it, and the way back through it.

    naming        how values, Variables and Functions are written
    places        where boxes and bends of arrows stand, and the links between them
    order         which one of a layer stands above which
    heights       how high each stands
    arrangement   all of that: from a computation to places
    marks         boxes, the starts of arrows, what comes back, as SVG
    frame         what is written in a diagram at one moment
    diagram       the SVG of all frames of a computation

    head_words    what is said of a token's way through attention

The figures are `computation`, `turns`, `stepper`, `comparison`, `cycle` and `head`.
"""
