"""What `make serve` does beside serving files: every change is shown in the browser.

Where to look:

    changes.py   which files are watched, and what kind of change each is
    pending.py   what is still to be built, and in which order
    builder.py   a process that builds: `rebuild.py`, started ahead
    publish.py   a good build into the folder that is shown
    shown.py     what browsers are told, and which pages they look at
    watcher.py   all of this together
    pages.py     answers to browsers, with a script in each page
    reload.js    that script

The folder is `_build/serve`, and `_build/html` stays what `make html` has built.
"""
