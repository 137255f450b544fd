"""What Sphinx needs of ours to make one site of textbook and lectures, in rooms.

    __main__.py   the one door: `python docs/_ext html` is what `make html` runs
    commands/     what `make` calls: html, serve, zip, pdf, lock, venv; finds Chromium
    notebooks/    runs the cells before pages are read, and keeps what they have shown
    mistakes/     what authors write wrongly: file, line, and what to do
    pages/        every picture has words; labels, and what a shared link shows
    decks/        lectures as reveal.js decks, out of the same run as the textbook
    live/         cells that run in the reader's browser, and pages as notebooks
    answers/      programs that tasks ask for: folded, under a cover, or left out
    tasks/        what readers write: parts of their pages, the workbook in the site
    hosting/      files of this site only, a policy that says so, and reading offline
    inputs.py     the checkout's files and the installed versions, for all of them
    written.py    a page as it is written, by MyST's own parser
    zipped.py     zip files whose bytes depend on their contents alone

`conf.py` names all rooms but `commands` as Sphinx extensions. Each says at its top what
it is for and why no library does it. No room imports `commands`, and `commands` imports
only what it needs of `notebooks`.
"""
