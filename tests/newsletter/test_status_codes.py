"""What servers in use really answer, and what it must be taken for."""

import random

import pytest

from newsletter.status_codes import Answer, Verdict, classify, read

GONE, SOFT, POLICY = Verdict.MAILBOX_GONE, Verdict.SOFT, Verdict.POLICY
SENDER, CONTENT = Verdict.SENDER, Verdict.CONTENT

ANSWERS = [
    # Whole answers, as the big and the small write them.
    ("550 5.1.1 <rhea@readers.example>: Recipient address rejected: User unknown", GONE),
    ("550-5.1.1 The email account that you tried to reach does not exist.\n"
     "550-5.1.1 Please try double-checking the address for typos\n"
     "550 5.1.1 https://support.example/?p=NoSuchUser abc.12 - gsmtp", GONE),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", GONE),
    ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", GONE),
    ("550 5.4.310 DNS domain gone.example does not exist", GONE),
    ("550 5.5.0 Requested action not taken: mailbox unavailable", GONE),
    ("554 5.2.1 The email account that you tried to reach is disabled", GONE),
    ("556 5.1.10 Recipient address has null MX", GONE),
    ("556 This domain takes no mail", GONE),
    ("550 No such user", GONE),
    ("550 Unrouteable address", GONE),
    ("550 Requested action not taken: mailbox unavailable", GONE),
    ("553 sorry, no mailbox here by that name", GONE),
    ("554 sorry, no mailbox here by that name (#5.1.1)", GONE),
    ("551 User not local; please try elsewhere", GONE),
    ("554 delivery error: This user doesn't have an account", GONE),
    ("5.4.4 Host or domain name not found. Name service error for name=gone.example", GONE),
    ("550", GONE),
    ("452 4.2.2 The email account that you tried to reach is over quota", SOFT),
    ("552 5.2.2 Mailbox full", SOFT),
    ("552 Requested mail action aborted: exceeded storage allocation", SOFT),
    ("550 Mailbox quota exceeded", SOFT),
    ("450 5.1.1 user unknown, but ask again", SOFT),
    ("421 4.7.0 Our system has detected an unusual rate of mail", SOFT),
    ("451 4.7.1 Greylisting in action, please come back later", SOFT),
    ("5.0.0 ", SOFT),
    ("4.4.1 connect to mx.readers.example: Connection timed out", SOFT),
    ("550 5.4.7 Delivery time expired", SOFT),
    ("", SOFT),
    ("250 2.0.0 Ok", SOFT),
    ("550 5.2.0 STOREDRV.Deliver; The store reported an error", SOFT),
    ("550 5.3.0 Something is wrong here", SOFT),
    ("550 5.4.6 Routing loop detected", SOFT),
    ("550 5.5.4 Invalid arguments", POLICY),
    ("999 what?", SOFT),
    ("550 5.7.1 Message rejected as spam", POLICY),
    ("554 5.7.1 This message does not comply with our policy", POLICY),
    ("550 5.7.1 Unknown user or blocked by policy", POLICY),
    ("550 5.7.1 No such user", POLICY),
    ("521 5.2.1 :  (CON:B1) AOL will not accept delivery of this message.", POLICY),
    ("554 Message blocked: see https://www.spamhaus.example/", POLICY),
    ("550 rejected because of its reputation", POLICY),
    ("554 Transaction failed", POLICY),
    ("571 Delivery not wanted", POLICY),
    ("535 5.7.8 Authentication credentials invalid", SENDER),
    ("530 5.7.0 Must issue a STARTTLS command first", SENDER),
    ("530 Authentication required", SENDER),
    ("550 5.7.26 Unauthenticated email from magazine.example is not accepted", SENDER),
    ("550 5.7.23 SPF validation failed", SENDER),
    ("553 5.7.1 <hello@magazine.example>: Sender address rejected: not owned by user", SENDER),
    ("554 5.7.1 <rhea@readers.example>: Relay access denied", SENDER),
    ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example", SENDER),
    ("501 5.1.7 Bad sender address syntax", SENDER),
    ("550 5.1.8 Sender's domain does not exist", SENDER),
    ("550 sender domain not found", SENDER),
    ("550 5.4.5 Daily user sending limit exceeded", SENDER),
    ("552 5.3.4 Message size exceeds fixed limit", CONTENT),
    ("552 5.2.3 Message exceeds the maximum of the mailbox", CONTENT),
    ("554 5.6.0 Message contains invalid header", CONTENT),
    ("552 Message too large", CONTENT),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "verdict"), ANSWERS)
def test_an_answer_is_taken_for_what_it_says(answer, verdict):
    assert classify(*read(answer)) is verdict


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (b"550 5.1.1 no such user", Answer(550, "5.1.1", "no such user")),
        ("5.1.1 no such user", Answer(0, "5.1.1", "no such user")),
        ("550-5.1.1 one\r\n550-5.1.1 two\r\n550 5.1.1 end", Answer(550, "5.1.1", "one two end")),
        ("550 #5.1.0 Address rejected.", Answer(550, "5.1.0", "Address rejected.")),
        ("no such user", Answer(0, "", "no such user")),
        ("5.7.1.2 is an address", Answer(0, "", "5.7.1.2 is an address")),
        ("5501 readers", Answer(0, "", "5501 readers")),
        (b"550 \xff\xfe\x00gone", Answer(550, "", "�� gone")),
    ],
)  # fmt: skip
def test_an_answer_is_taken_apart(text, parts):
    assert read(text) == parts


def test_a_status_is_found_in_words_where_none_was_told():
    assert classify(554, "", "5.1.1 rejected") is GONE
    # An IP address is none.
    assert classify(554, "", "5.1.1.9 is refused") is POLICY


@pytest.mark.parametrize("detail", range(40))
def test_nothing_of_5_7_gives_up_an_address(detail):
    assert classify(550, f"5.7.{detail}", "User unknown, no such mailbox") is not GONE


@pytest.mark.parametrize("code", [400, 421, 450, 451, 452, 499])
def test_nothing_of_4xx_gives_up_an_address_or_a_campaign(code):
    for status in ["", "4.1.1", "5.1.1", "5.7.8", "nonsense"]:
        assert classify(code, status, "no such user, sender rejected, spam") is SOFT


@pytest.mark.parametrize("status", ["5.1", "5.1.1.1", "x", "9.9.9", "5.1.1\n", "5." * 500, "٥.١.١"])
def test_a_status_that_is_none_is_passed_over(status):
    assert classify(554, status, "") in {POLICY, GONE}
    assert classify(0, "٥.١.١", "") is SOFT


def test_whatever_comes_is_answered():
    draw = random.Random(5)
    signs = "45.0123 -\n\0user unknown full ü\udc80"
    for _ in range(500):
        text = "".join(draw.choices(signs, k=draw.randrange(200)))
        assert isinstance(classify(*read(text)), Verdict)
    assert classify(-1, "", "a" * 1_000_000) is SOFT
    assert classify(*read("550 " + "user " * 1_000_000)) is GONE
