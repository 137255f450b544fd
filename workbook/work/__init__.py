"""The workbook: what is done, what is next, and whether it is right.

What a student types:

    __main__.py    the command, `python -m work`
    commands.py    what it does with each word; load.py, one of these
    show.py        what it says
    github.py      the table of a workflow, and points

What is known of a workbook:

    tasks.py       the tasks, read from tasks.toml
    book.py        the files that a student writes in, and what came of their checks
    given.py       the files as they were given; own.py, what was written since
    record.py      ticks and hints
    answers.py     an answer: Python text with the functions of a task
    submission.py  the one file that is handed in, written and read

How a task is checked:

    alone.py       in a process of its own, with a time limit
    run.py         in this process; anew.py imports the program anew for each run
    mistakes.py    where in the student's own file an error arose
    telling.py     what a check says; ideas.py, tables.py and rows.py, what checks
                   compare with
"""
