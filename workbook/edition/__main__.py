"""The commands that make the workbook: `python workbook/edition make`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path[0] = str(HERE.parent)  # to import this package, and the students' own
    from edition.write import ROOT, make

    target = ROOT / "_build" / "workbook"
    print(f"Wrote workbook {make(target)} to {target.relative_to(ROOT)}.")
