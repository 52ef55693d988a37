"""Write the golden pages anew after a wanted change: `python -m tests.renew_golden`.

Read the difference (`git diff tests/documents/golden`) before keeping it.
"""

from tests.documents.pages import FOLDER, PAGES


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")
        print(FOLDER / name)


if __name__ == "__main__":
    renew()
