"""The paper that everything is drawn on: the package's one writer of SVG.

It has one reason: pages of modules 0 and 1 draw in the reader's browser, and there a
picture must need nothing that would have to be downloaded first. So this room imports
nothing but Python's own library; letters are measured with a table of their widths.

From the bottom up:

    style         colours, marks and sizes that all pictures share
    font_widths   how wide each letter is
    mathtext      the little mathematics in titles and labels
    words         how wide a text is; numbers in sentences
    svg           elements of an SVG file, and the file around them
    strokes       lines, marks and arrows
    lettering     texts
    axes          a rectangle of the plane that is drawn on
    edges         what stands around it: ticks, numbers, names
    ticks, ends   numbers at the axes; labels where lines end
    panels        where the axes of several panels stand
    figure        what a notebook shows: a title, a sentence and SVG
    rows          panels side by side: their words, and rows of them
    picture       such panels, as they are drawn here
    drawing       a figure drawn in pixels, without axes
"""
