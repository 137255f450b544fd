"""Makes the students' workbook out of the engine.

__main__.py  the door: `python workbook/edition make`
cut.py       takes the bodies out of functions
write.py     writes the workbook, with holes for some tasks or for all
lock.py      the versions that the workbook is installed with
grade.py     checks a file that a student handed in
"""
