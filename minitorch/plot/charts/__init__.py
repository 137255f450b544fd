"""What matplotlib draws, for pages that have numpy, in the look of all other pictures.

Only when one of its names is used does `minitorch.plot` load this room, and matplotlib
with it.

    look        the course's colours and sizes as settings of matplotlib
    sentence    what any figure shows, said in words
    described   a figure of your own, with its words
    chart       panels that a function of this room draws
    ends        labels where lines end
    levels      numbers on contours
    fit         models over observations
    descent     gradient descent over level sets
    heatmap     a table of numbers as coloured cells
    attention   how much each token looks at which
"""
