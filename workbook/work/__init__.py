"""The workbook: what is done, what is next, and whether it is right.

__main__.py  the command: `python -m work`
tasks.py     the tasks, read from tasks.toml
answers.py   an answer: Python text with the functions of a task
telling.py   what a check says when something is wrong
run.py       runs the checks of a task in this process
anew.py      imports the student's program anew for each run
mistakes.py  where in the student's own file an error arose
submission.py  the one file that is handed in, written and read
"""
