"""The worksheet as Word opens it: real headings and tables, its language, its picture's words."""

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.exchange.samples import HOSTILE, make_hostile_plan, make_picture, make_plan
from visions.answers import WorksheetAnswers
from visions.errors import DocumentFailed
from visions.exchange.docx import write_docx
from visions.exchange.tidy import tidy_line, tidy_text
from visions.i18n import speak
from visions.model import LANGUAGES

TOOL = Path(__file__).parents[2] / "tools" / "worksheet_docx.py"


def open_docx(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def read_all(document: Any) -> str:
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_equal_input_gives_equal_bytes() -> None:
    data = write_docx(make_plan(), make_picture())
    assert data == write_docx(make_plan(), make_picture())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_a_document_of_its_language(code: str) -> None:
    say = speak(code)
    document = open_docx(write_docx(make_plan(language=code), make_picture()))
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert {language.partition("-")[0] for language in languages} == {code}
    assert document.core_properties.language.startswith(code)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == say.text("Keep: what attracts us")
    assert headings[-1] == say.text("First step in the next 14 days")
    assert len(headings) == 9
    assert "{{" not in read_all(document)
    assert "{%" not in read_all(document)


def test_page_tables_and_picture_are_accessible() -> None:
    document = open_docx(write_docx(make_plan(), make_picture()))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert len(document.tables) == 5
    for table in document.tables:
        marked = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert marked[0]
        assert not any(marked[1:])
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Ein Platz mit Bäumen"


def test_all_answers_stand_in_it() -> None:
    text = read_all(open_docx(write_docx(make_plan(language="de"), make_picture())))
    for words in (
        "Bäume und Schatten", "B2", "Weniger Glas", "Kinder", "Sensoren", "Geld", "☒ Finanzierung",
        "☐ Beratung", "Erste Karte der Luft", "40 Stück", "Stadtwerke anrufen", "Umweltamt",
        "6. November 2023", "a smart city which is connected", "KI-generiertes Bild",
        "OpenAI gpt-image-2", "Bis zum 31. Dezember 2024 können",
    ):  # fmt: skip
        assert words in text


def test_what_is_empty_stays_a_line_to_write_on() -> None:
    plan = make_plan(worksheet=WorksheetAnswers())
    document = open_docx(write_docx(plan, make_picture(arrived=False)))
    assert [len(table.rows) for table in document.tables] == [4, 4, 4, 3, 3]
    assert not list(document.element.body.iter(qn("wp:docPr")))
    assert speak("de").text("The picture is still to come.") in read_all(document)


def test_hostile_words_are_only_words() -> None:
    data = write_docx(make_hostile_plan(), make_picture(hostile=True))
    document = open_docx(data)
    text = read_all(document).replace("\n", "")
    assert "{{7*7}} {% raw %}" in text
    assert "<script>alert(1)</script>" in text
    assert tidy_text(HOSTILE).splitlines()[-1] in text
    assert len(document.tables) == 5
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == tidy_line(HOSTILE)


def test_another_template_can_take_its_place() -> None:
    own = Document()
    own.add_paragraph("{{ title }}: {{ vision }}")
    out = io.BytesIO()
    own.save(out)
    plan = make_plan(worksheet=WorksheetAnswers(vision="Luft"), language="en")
    text = read_all(open_docx(write_docx(plan, make_picture(), out.getvalue())))
    assert text == "Realistic vision: Luft"


@pytest.mark.parametrize(
    "tag",
    ["{{ unknown }}", "{{ title", "{% for %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"],
)
def test_a_template_that_fails_or_escapes_is_told(tag: str) -> None:
    own = Document()
    own.add_paragraph(tag)
    out = io.BytesIO()
    own.save(out)
    with pytest.raises(DocumentFailed, match="template"):
        write_docx(make_plan(), make_picture(), out.getvalue())


def test_without_the_library_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(DocumentFailed, match=r"visions-workshop\[docx\]"):
        write_docx(make_plan(), make_picture())


def test_the_template_is_as_the_tool_builds_it() -> None:
    """Run `python tools/worksheet_docx.py` if this fails."""
    spec = importlib.util.spec_from_file_location("worksheet_docx_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.build_template() == tool.TARGET.read_bytes()
