"""The linear separator that readers move by hand.

situation   points, a line, and every point's loss
drawn       the two panels as SVG
explore     the figure: element, table, and what the page's script is told
"""
