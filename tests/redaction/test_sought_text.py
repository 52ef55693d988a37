"""A text is found however it is spelled, spaced or written, and nothing else is."""

import base64
import html
import json
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.errors import BadRedaction
from visions.redaction.sought_text import SoughtText

NAME = "Zoë Ștefănescu"


@pytest.mark.parametrize(
    "said",
    [
        NAME,
        NAME.upper(),
        NAME.casefold(),
        unicodedata.normalize("NFD", NAME),
        "Zoë\n\t Ștefănescu",
        "Zoë\u00a0Ștefănescu",
        "Zoë\u2028\u200bȘtefă\u00adnescu",
        "\ufeffZoë Ștefănescu",
        "Zoë Ștefănescu’s",
    ],
)
def test_it_is_found_in_any_case_composition_and_spacing(said: str) -> None:
    text, places = SoughtText(NAME).take_out(f"before {said} after", "[…]")
    assert places == 1
    assert text.startswith(("before […]", "before \ufeff[…]"))
    assert text.endswith(" after")


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ("Straße", "STRASSE"),
        ("STRASSE", "Straße"),
        ("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"),
        ("ế ngồi", "e\u0302\u0301 ngo\u0302\u0300i"),
        ("각나", unicodedata.normalize("NFD", "각나")),
        ("ﬁne day", "FINE DAY"),
    ],
)
def test_letters_that_change_their_number_are_found(sought: str, said: str) -> None:
    assert SoughtText(sought).take_out(f"x {said}, y", "…") == ("x …, y", 1)


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ("Jose Alvarez", "José Álvarez"),
        ("Jose Alvarez", "JOSÉ ÁLVAREZ"),
        ("Jose Alvarez", "Jose-Alvarez"),
        ("Jose Alvarez", "Ｊｏｓｅ　Ａｌｖａｒｅｚ"),
        ("José Álvarez", "jose alvarez"),
        ("José Álvarez", "Jose\u200bAlvarez"),
        ("Müller-Lüdenscheidt", "Müller\u2011Lüdenscheidt"),
        ("Müller-Lüdenscheidt", "Müller \u2212 Ludenscheidt"),
        ("Müller-Lüdenscheidt", "Müller-\nLüdenscheidt"),
        ("Müller-Lüdenscheidt", "Müller- Lüdenscheidt"),
        ("Müller-Lüdenscheidt", "Müller\u00adLüdenscheidt"),
        ("Müller-Lüdenscheidt", "Müller-\u00adLü\u00adden\u200bscheidt"),
        ("Müller\u2011Lüdenscheidt", "MÜLLER\u2013LÜDENSCHEIDT"),
        ("Mül\u00adler Lüdenscheidt", "Muller Ludenscheidt"),
        ("O'Neill", "O’Neill"),
        ("Łukasz Ørsted", "lukasz orsted"),
    ],
)
def test_the_same_name_in_another_spelling_is_the_same(sought: str, said: str) -> None:
    one = SoughtText(sought)
    assert one.take_out(f"x {said}, y", "…") == ("x …, y", 1)
    assert one.is_in(f"x {said}, y".encode())
    assert one.is_in(json.dumps(said).encode())
    assert one.may_be_in_json(json.dumps(said, ensure_ascii=False).encode())


SPELLINGS = {
    "u": ("u", "U", "ü", "u\u0308", "Ü", "ú"),
    "e": ("e", "E", "é", "e\u0301"),
    "-": ("-\n", " \u2014 ", "- \u00ad", *"- \u2010\u2011\u2013\u2212\u00ad\u00a0\u200b"),
}


@given(st.data())
def test_any_mixture_of_spellings_is_found(data: st.DataObject) -> None:
    def spell() -> str:
        said = ""
        for letter in "muller-ludenscheidt-alvarez":
            if said:
                said += data.draw(st.sampled_from(("", "", "", "\u00ad", "\u200d\u2060")))
            said += data.draw(st.sampled_from(SPELLINGS.get(letter, (letter, letter.upper()))))
        return said

    sought, said = SoughtText("Müller-Lüdenscheidt Alvarez"), spell()
    assert sought.take_out(f"({said})", "…") == ("(…)", 1)
    for code in ("utf-8", "utf-16-le"):
        assert sought.is_in(f"({said})".encode(code))
    assert SoughtText(said).find("Müller-Lüdenscheidt Alvarez") == [(0, 27)]


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ("Jose", "Josa"),
        ("Jose Alvarez", "JoseAlvarez"),
        ("Jose Alvarez", "Jose, Alvarez"),
        ("JoseAlvarez", "Jose Alvarez"),
        ("stras", "Straß"),
        ("a.c", "abc"),
        ("[x]", "x"),
        ("ana", "an a"),
    ],
)
def test_what_is_another_word_stays(sought: str, said: str) -> None:
    assert SoughtText(sought).find(said) == []


def test_all_that_is_around_it_stays_as_it_is() -> None:
    said = "e\u0301 \r\n Anna\u0301  ANNA\tb – anna -"
    assert SoughtText("anna").take_out(said, "[…]") == ("e\u0301 \r\n […]  […]\tb – […] -", 3)


def test_what_comes_together_only_afterwards_is_taken_out_as_well() -> None:
    assert SoughtText("ab…").take_out("ab ab…", "…") == ("ab …", 1)
    text, _ = SoughtText("xx").take_out("xxxxx", "[…]")
    assert "xx" not in text


@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_nothing_is_left_of_any_text(sought: str, before: str, after: str) -> None:
    try:
        one = SoughtText(sought)
    except BadRedaction:
        return
    if one.find("[…][…]"):
        return
    said, _ = one.take_out(f"{before} {sought} {after}", "[…]")
    assert one.find(said) == []


@pytest.mark.parametrize(
    "data",
    [
        NAME.encode(),
        NAME.encode("utf-16-le"),
        b"x" + NAME.encode("utf-16-be"),
        NAME.encode("utf-16"),
        json.dumps(NAME).encode(),
        json.dumps("😀 " + NAME).upper().replace("\\U", "\\u").encode(),
        NAME.encode("ascii", "xmlcharrefreplace"),
        "".join(f"&#x{ord(one):X};" for one in NAME).encode(),
        quote(NAME).encode(),
        "Zoë <b>Ștefăn</b>escu".encode(),
        "Zoë<br>Ștefănescu".encode(),
        "Zo&euml;&#8209;&#x218;tef&shy;ănescu".encode(),
        "SUMMARY:Zoë Ștef\r\n ănescu".encode(),
        NAME.encode("latin-1", "replace"),
        NAME.encode("ascii", "replace"),
        *(base64.b64encode(b"abc"[:n] + NAME.encode()) for n in range(3)),
        b'{"image": "' + base64.urlsafe_b64encode(b"??" + NAME.encode()).rstrip(b"=") + b'"}',
        base64.encodebytes(b"-" * 70 + NAME.encode()),
    ],
)
def test_it_is_found_in_bytes_however_they_write_it(data: bytes) -> None:
    assert SoughtText(NAME).is_in(b"before " + data + b" after")
    assert not SoughtText("Zoë Ștefănescv").is_in(data)


def test_question_marks_alone_are_no_text() -> None:
    assert not SoughtText("Γιώργος").is_in(b"what??????? now")
    assert not SoughtText("żółć x").is_in(b"why ???? x")


def test_named_entities_are_undone() -> None:
    assert SoughtText("A & <B>").is_in(html.escape("A & <B>").encode())
    assert SoughtText("Zoë X").is_in(b"Zo&euml; X")


@pytest.mark.parametrize(
    "text", ["", " x ", "\u200b\u00ad\t", "e\u0301", "a-", "– –", "x" * 1001, "ab\ud800"]
)
def test_what_cannot_be_looked_for_is_refused(text: str) -> None:
    with pytest.raises(BadRedaction):
        SoughtText(text)


def test_it_never_says_what_it_looks_for() -> None:
    assert NAME not in repr(SoughtText(NAME))
    assert NAME not in str(SoughtText(NAME))


@given(st.text(max_size=20), st.sampled_from([NAME, 'say "no"', "a\\b", "and/or", "two  lines"]))
def test_a_quick_look_at_json_never_overlooks_it(before: str, sought: str) -> None:
    one = SoughtText(sought)
    for said in (sought, sought.upper().replace(" ", "\n\t"), unicodedata.normalize("NFD", sought)):
        for escaped in (True, False):
            note = json.dumps({"prompt": f"{before} {said}"}, ensure_ascii=escaped)
            assert one.may_be_in_json(note.encode("utf-8", "replace"))
    assert not SoughtText("Somebody else").may_be_in_json(b'{"prompt": "a town\\n"}')
