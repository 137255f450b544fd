"""Makes the students' workbook out of the engine.

__main__.py  the door: `python workbook/edition make`
cut.py       takes the bodies out of functions
write.py     writes a workbook, with holes for some tasks or for all
students.py  the students' own, with the tasks that course.toml leaves in
lock.py      the versions that the workbook is installed with
grade.py     checks a file that a student handed in
"""
