"""Build the worksheet's DOCX template: `python tools/worksheet_docx.py`.

The template is a plain Word file with docxtpl's tags, which anybody may replace by their own;
the names in its tags are those of `visions.exchange.docx.view_sheet`. Equal code gives equal
bytes, and a test compares them with the file in the package.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from visions.exchange.zipped import fix_times

TARGET = Path(__file__).parent.parent / "visions" / "exchange" / "worksheet.docx"
INK, LINE = RGBColor(0x1F, 0x2A, 0x37), "9AA5B1"
WIDTH = 174
"""Millimetres between the margins of A4."""


def build_template() -> bytes:
    document = Document()
    _set_page(document)
    _set_styles(document)
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("{{ subtitle }}", "Subtitle")
    document.add_paragraph("{%p for fact in facts %}")
    line = document.add_paragraph(style="Fact")
    line.add_run("{{ fact.label }}: ").bold = True
    line.add_run("{{ fact.text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if picture %}")
    document.add_paragraph("{{ picture }}", "Picture")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ no_picture }}", "Answer")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ caption }}", "Caption")
    document.add_paragraph("{%p if disclaimer %}")
    document.add_paragraph("{{ disclaimer }}", "Caption")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for block in remarks %}")
    document.add_heading("{{ block.title }}", 2)
    _add_table(
        document,
        [("{{ own_words_label }}", 140), ("{{ reference_label }}", 34)],
        "remark in block.rows",
        ["{{ remark.text }}", "{{ remark.ref }}"],
    )
    document.add_paragraph("{%p endfor %}")
    _add_question(document, "missing")
    document.add_heading("{{ cities_label }}", 2)
    _add_table(
        document,
        [
            ("{{ city_label }}", 26),
            ("{{ have_label }}", 50),
            ("{{ obstacles_label }}", 50),
            ("{{ needs_label }}", 48),
        ],
        "city in cities",
        ["{{ city.name }}", "{{ city.have }}", "{{ city.obstacles }}", "{{ city.needs }}"],
    )
    _add_question(document, "headline")
    _add_question(document, "vision")
    document.add_heading("{{ notice_label }}", 2)
    _add_table(
        document,
        [("{{ indicator_label }}", 94), ("{{ baseline_label }}", 40), ("{{ target_label }}", 40)],
        "sign in indicators",
        ["{{ sign.name }}", "{{ sign.baseline }}", "{{ sign.target }}"],
    )
    document.add_heading("{{ first_step_label }}", 2)
    document.add_paragraph("{%p for part in first_step %}")
    document.add_paragraph("{{ part.label }}", "Label")
    document.add_paragraph("{{ part.text }}", "Answer")
    document.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    return fix_times(out.getvalue())


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Mm(16)
    footer = section.footer.paragraphs[0]
    footer.text = "{{ footer }}"
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "visions", "", "Worksheet"
    properties.created = properties.modified = dt.datetime(2023, 10, 23)
    properties.last_modified_by = "visions"


def _set_styles(document: Any) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size, before in (("Heading 1", 22, 0), ("Heading 2", 13, 12), ("Subtitle", 12, 0)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), INK
        style.font.italic = False
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(4)
        # The theme's fonts would win over a name.
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
    styles["Caption"].font.size, styles["Caption"].font.bold = Pt(9), False
    styles["Caption"].font.color.rgb = INK
    for name, base in (("Fact", "Normal"), ("Answer", "Normal"), ("Label", "Normal"),
                       ("Picture", "Normal")):  # fmt: skip
        style = styles.add_style(name, 1)
        style.base_style = styles[base]
    styles["Fact"].paragraph_format.space_after = Pt(1)
    styles["Label"].font.bold = True
    styles["Label"].paragraph_format.keep_with_next = True
    styles["Label"].paragraph_format.space_after = Pt(0)
    styles["Picture"].paragraph_format.keep_with_next = True
    styles["Picture"].paragraph_format.space_before = Pt(8)
    styles["Answer"].paragraph_format.space_before = Pt(8)
    _add_line(styles["Answer"])


def _add_line(style: Any) -> None:
    """A line below to write on."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", LINE)):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(borders)


def _add_question(document: Any, name: str) -> None:
    document.add_heading(f"{{{{ {name}_label }}}}", 2)
    document.add_paragraph(f"{{{{ {name} }}}}", "Answer")


def _add_table(
    document: Any, heads: Sequence[tuple[str, int]], loop: str, cells: Sequence[str]
) -> None:
    """A table with a heading row that is marked as one, and a row for each turn of `loop`."""
    table = document.add_table(4, len(heads), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for place, (text, width) in enumerate(heads):
        head = table.cell(0, place).paragraphs[0]
        head.add_run(text).bold = True
        head.paragraph_format.keep_with_next = True
        for row in table.rows:
            row.cells[place].width = Mm(width)
        table.columns[place].width = Mm(width)
        table.cell(2, place).text = cells[place]
    table.cell(1, 0).text = f"{{%tr for {loop} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _mark(row, "w:cantSplit")
    table.rows[2].height = Mm(9)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


if __name__ == "__main__":
    TARGET.write_bytes(build_template())
    print(TARGET, file=sys.stderr)
