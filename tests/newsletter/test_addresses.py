"""Which addresses can be written to, and which two are one."""

import pytest

from newsletter.addresses import BadAddress, parse


@pytest.mark.parametrize(
    ("typed", "email", "key"),
    [
        ("rhea@readers.example", "rhea@readers.example", "rhea@readers.example"),
        ("  Rhea@Readers.Example\t", "Rhea@readers.example", "rhea@readers.example"),
        ("rhea+news@readers.example", "rhea+news@readers.example", "rhea+news@readers.example"),
        ("o'neil@readers.example", "o'neil@readers.example", "o'neil@readers.example"),
        ("rhea@readers.example.", "rhea@readers.example", "rhea@readers.example"),
        ("rhea@bücher.example", "rhea@xn--bcher-kva.example", "rhea@xn--bcher-kva.example"),
        ("rhea@BÜCHER.example", "rhea@xn--bcher-kva.example", "rhea@xn--bcher-kva.example"),
        ("rhea@bu\u0308cher.example", "rhea@xn--bcher-kva.example", "rhea@xn--bcher-kva.example"),
        # IDNA 2003 would write to strasse.example, which is somebody else.
        ("rhea@straße.example", "rhea@xn--strae-oqa.example", "rhea@xn--strae-oqa.example"),
        ("rhea@例え.テスト", "rhea@xn--r8jz45g.xn--zckzah", "rhea@xn--r8jz45g.xn--zckzah"),
        ("rhea@例え。テスト", "rhea@xn--r8jz45g.xn--zckzah", "rhea@xn--r8jz45g.xn--zckzah"),
        # One alphabet a label, and Latin beside Japanese and Korean, is how people write.
        ("rhea@почта.рф", "rhea@xn--80a1acny.xn--p1ai", None),
        ("rhea@abc한글.example", "rhea@xn--abc-hb9ll88m.example", None),
        ("rhea@ｒｅａｄｅｒｓ.example", "rhea@readers.example", "rhea@readers.example"),
        ("a" * 64 + "@readers.example", "a" * 64 + "@readers.example", None),
        ("r@" + ".".join(["d" * 50] * 4) + ".example", None, None),
    ],
)
def test_what_people_have_is_accepted_and_spelled_one_way(typed, email, key):
    address = parse(typed)
    assert address.email == (email or typed)
    assert address.key == (key or address.email)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please type"),
        ("   ", "Please type"),
        ("rhea", "one whole address"),
        ("@readers.example", "one whole address"),
        ("rhea@", "one whole address"),
        ("rhea@one@two.example", "one whole address"),
        ("Rhea <rhea@readers.example>", "one whole address"),
        ("rhea@readers.example, bob@readers.example", "one whole address"),
        ("rh ea@readers.example", "one whole address"),
        ("rhea@readers.example\nBcc: all@readers.example", "line break"),
        ("rhea@readers.example\n", "line break"),
        ("rhea\r\n@readers.example", "line break"),
        ("rhea\x00@readers.example", "line break"),
        ("rhea@readers\u200b.example", "line break"),
        ("\u202erhea@readers.example", "line break"),
        ("rhea\ud800@readers.example", "line break"),
        ('"rhea reads"@readers.example', "quotation marks"),
        ("a" * 65 + "@readers.example", "before the @ is too long"),
        ("a" * 288 + "@example.com", "254 characters"),
        ("r@" + "d" * 250 + ".example", "254 characters"),
        ("r@" + "ü" * 60 + ".example", "name of a domain"),  # 64 octets and more in the DNS
        ("r@" + ".".join(["ü" * 40] * 6), "254 characters"),  # short as typed, long as sent
        ("rhéa@readers.example", "plain letters"),
        ("🎈@readers.example", "plain letters"),
        ("\ufffd@readers.example", "plain letters"),
        (".rhea@readers.example", "not one that mail"),
        ("rhea.@readers.example", "not one that mail"),
        ("rh..ea@readers.example", "not one that mail"),
        ("rhea@localhost", "name of a domain"),
        ("rhea@readers..example", "name of a domain"),
        ("rhea@.readers.example", "name of a domain"),
        ("rhea@readers.example..", "name of a domain"),
        ("rhea@-readers.example", "name of a domain"),
        ("rhea@readers-.example", "name of a domain"),
        ("rhea@read_ers.example", "name of a domain"),
        ("rhea@read ers.example", "name of a domain"),
        ("rhea@192.0.2.1", "name of a domain"),
        ("rhea@[192.0.2.1]", "name of a domain"),
        ("rhea@🎈.example", "name of a domain"),
        ("rhea@\u0301x.example", "name of a domain"),
        ("rhea@\ufffd.example", "name of a domain"),
        ("rhea@readers.example?bcc=x", "name of a domain"),
        ("rhea@gm\u0430il.example", "two alphabets"),  # a Cyrillic a
        ("rhea@\u03bfmega.example", "two alphabets"),  # a Greek o
        ("rhea@\u0430\u03b1.example", "two alphabets"),
        ("x" * 1_000_000, "254 characters"),
    ],
)
def test_what_cannot_be_written_to_is_refused_in_a_sentence(typed, says):
    with pytest.raises(BadAddress, match=says):
        parse(typed)
