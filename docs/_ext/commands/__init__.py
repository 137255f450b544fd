"""What `make` calls, a file a command.

build.py      make html: builds the site, and keeps the last good one until it is
serve.py      make serve: shows the site, and each change as it is saved
watch.py      ... which files have changed, and has them built
rebuild.py    ... the process that builds them
reload.js     ... the script that loads a page again
findings.js   ... the script that shows what `make check` would find in the page
one.py        make check DECK=... or PAGE=...: one deck or page alone
zip.py        make zip: the site as one file
pdf.py        make pdf: the lectures on paper
chromium.py   finds or installs the browser for checks and paper
lock.py       make lock: writes requirements.lock
make_venv.py  make venv: makes .venv; runs by itself, on any Python
"""
