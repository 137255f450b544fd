"""Puts the answers of a submission into the files of a workbook.

So what was begun on the pages of the course goes on in a repository, with the file that
they export.
"""

from pathlib import Path

from work import submission
from work.answers import Unreadable, put_all
from work.book import Book
from work.record import Record
from work.tasks import all_tasks, file_of


def load(book: Book, record: Record, path: Path, replace: bool) -> list[str]:
    """Write the answers of a file into the workbook, and keep which hints were read.

    Args:
        book: the workbook.
        record: of what was done in it.
        path: of the file.
        replace: whether answers that were begun here are replaced.

    Returns:
        What became of each, in a line.

    Raises:
        OSError: the file cannot be read, or one of the workbook not written.
        work.submission.Refused: it is no submission.
    """
    found = submission.read(path.read_bytes())
    lines = list(found.remarks)
    for one in (one for one in all_tasks() if one.number in found.entries):
        entry = found.entries[one.number]
        row = record.row(one.number)
        row.hints = max(row.hints, entry.hints)
        if not entry.answer:
            continue
        mine = [file_of(module) for module in one.modules]
        if fault := book.fault_of(one) and book.fault(one):
            said = f"left out, since {fault.file or fault.message} cannot be read"
        elif book.begun(one) and not replace:
            said = "kept as it is here; with --replace it would be replaced"
        else:
            try:
                new, _ = put_all(entry.answer, book.texts, one)
            except Unreadable as error:
                said = f"left out, since it is not Python: {error}"
            else:
                for file in mine:
                    (book.root / file).write_text(new[file], encoding="utf-8")
                    book.read[file] = new[file]
                said = f"written into {' and '.join(mine)}"
        lines.append(f"  {one.number:4} {one.title}: {said}")
    record.write()
    return lines or ["There is no answer in it."]
