"""Subscribers from files, whatever saved them."""

import datetime
import io
import time
import uuid

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsletter import importing, links, spreadsheets, subscribing, suppressing
from newsletter.admin import imports
from newsletter.models import (
    Consent,
    ImportRejection,
    MailingList,
    Subscriber,
    SubscriberImport,
    Subscription,
)
from tests.newsletter.conftest import RHEA, lists_of

pytestmark = pytest.mark.django_db
BOB = "bob@readers.example"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return settings.VAR


@pytest.fixture
def file(tmp_path):
    def file(content, encoding="utf-8"):
        path = tmp_path / "readers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return file


@pytest.fixture
def take_in(file, weekly):
    """Bring, begin and take in; the row as it is afterwards."""

    def take_in(content, encoding="utf-8", lists=None, **said):
        row = importing.bring(
            [file(content, encoding).read_bytes()],
            name="readers.csv",
            lists=[weekly] if lists is None else lists,
            place="The old site",
            **said,
        )
        importing.start(row)
        importing.run(row.pk)
        row.refresh_from_db()
        return row

    return take_in


def counts(row):
    return row.added, row.joined, row.known, row.rejected, row.empty


def everybody():
    return sorted(Subscriber.objects.values_list("email", flat=True))


def refused(row):
    return list(row.rejections.values_list("row", "reason"))


def test_the_database_has_counted_what_came(take_in):
    """It would choose its ways through the tables as if they were empty."""
    take_in("".join(f"reader{number}@a.example\n" for number in range(300)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stat FROM sqlite_stat1 WHERE tbl = 'newsletter_subscriber'"
            if connection.vendor == "sqlite"
            else "SELECT reltuples FROM pg_class WHERE relname = 'newsletter_subscriber'"
        )
        counted = cursor.fetchone()[0]
    assert int(str(counted).split()[0].partition(".")[0]) == 300


class TestReadingWhatPeopleSave:
    @pytest.mark.parametrize(
        ("encoding", "name"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("utf-16", "utf-16"),
            ("utf-16-le", None),
            ("latin-1", "latin-1"),
            ("utf-32", "utf-32"),
        ],
    )
    def test_in_any_encoding(self, take_in, encoding, name):
        content = f"Name;Email\nJosé;{RHEA}\nÉva;{BOB}\n"
        raw = content.encode(encoding)
        if name is None:  # UTF-16 without a mark
            with pytest.raises(spreadsheets.Unreadable, match="UTF-16 without its mark"):
                take_in(raw)
            return
        row = take_in(raw)
        assert (row.encoding, row.delimiter, row.column) == (name, ";", 1)
        assert ("read as Latin-1" in row.notes) == (name == "latin-1")
        assert counts(row) == (2, 0, 0, 0, 0)
        assert everybody() == [BOB, RHEA]

    @pytest.mark.parametrize("byte_order", ["utf-16-le", "utf-16-be"])
    def test_in_utf_16_of_either_order(self, take_in, byte_order):
        take_in(("\ufeff" + f"email\r\n{RHEA}\r\n").encode(byte_order))
        assert everybody() == [RHEA]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_with_any_delimiter_and_line_end(self, take_in, delimiter, end):
        rows = [["Name", "E-Mail", "City"], ["R., a; b", RHEA, "X"], ["B", BOB, "Y, Z"]]
        content = end.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
        row = take_in(content)
        assert row.delimiter == delimiter
        assert everybody() == [BOB, RHEA]

    def test_one_address_a_line(self, take_in):
        row = take_in(f"{RHEA}\n{BOB}")
        assert counts(row) == (2, 0, 0, 0, 0)
        assert "no headings" in row.notes

    def test_with_the_line_that_some_programs_put_first(self, take_in):
        row = take_in(f"sep=;\nemail;name\n{RHEA};R\n")
        assert counts(row) == (1, 0, 0, 0, 0)

    def test_with_two_hundred_columns(self, take_in):
        heading = ",".join(f"column {number}" for number in range(200))
        line = ",".join([*["x"] * 150, RHEA, *["y"] * 49])
        row = take_in(f"{heading}\n{line}\n")
        assert (row.column, everybody()) == (150, [RHEA])

    def test_with_line_breaks_within_a_cell_rows_count_as_a_spreadsheet_counts_them(self, take_in):
        row = take_in(f'email,note\n{RHEA},"two\nlines"\nnonsense,x\n')
        assert refused(row) == [(3, "Please type one whole address, like name@example.com.")]

    @pytest.mark.parametrize("column", ["Work mail", "WORK MAIL", "3"])
    def test_with_the_column_named(self, take_in, column):
        content = f"name,email,work mail\nR,wrong@x.example,{RHEA}\n"
        take_in(content, column=column)
        assert everybody() == [RHEA]

    @pytest.mark.parametrize("column", ["nothing", "9", "0", "-1"])
    def test_with_a_column_named_that_is_not_there(self, take_in, column, var):
        with pytest.raises(spreadsheets.Unreadable, match="There is no column"):
            take_in(f"name,email\nR,{RHEA}\n", column=column)
        assert list((var / "imports").iterdir()) == []
        assert SubscriberImport.objects.count() == 0

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "empty"),
            (b"  \n\n ", "empty"),
            (b"PK\x03\x04rest of a workbook", "workbook"),
            (b"\xd0\xcf\x11\xe0rest of an old one", "workbook"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
            (b"name,city\nRhea,Bristol\n", "No column"),
            (b"\xff\xfe", "No column"),
            (b",,,\n,,\n", "No column"),
        ],
    )
    def test_what_is_no_table_of_addresses_is_refused_and_not_kept(
        self, take_in, var, content, says
    ):
        with pytest.raises(spreadsheets.Unreadable, match=says):
            take_in(content)
        assert list((var / "imports").iterdir()) == []

    def test_a_file_that_is_too_large_is_refused_and_not_kept(self, weekly, var, monkeypatch):
        monkeypatch.setattr(importing, "MOST_BYTES", 1000)
        with pytest.raises(spreadsheets.Unreadable, match="larger than"):
            importing.bring(
                (b"x" * 100 for _ in range(11)), name="x", lists=[weekly], place="somewhere"
            )
        assert list((var / "imports").iterdir()) == []

    def test_a_quotation_mark_that_never_closes_costs_its_rows_and_no_more(self, take_in):
        row = take_in(f'email,note\n{RHEA},x\n{BOB},"' + "y" * 300_000 + "\n")
        assert everybody() == [RHEA]
        assert row.state == "done"
        assert {reason for _, reason in refused(row)} >= {importing.UNREADABLE_ROW}

    @pytest.mark.parametrize(
        "bad",
        ['a@x.example"', "=1+1@x.example,", "a@x.example\x00", "\udfff@x.example", "'" * 1000],
    )
    def test_hostile_cells_are_refused_row_by_row(self, take_in, bad):
        row = take_in(f"email\n{bad}\n{RHEA}\n".encode("utf-8", "replace"))
        assert RHEA in everybody()
        assert row.state == "done"

    def test_invalid_bytes_in_the_middle_refuse_their_row_alone(self, take_in):
        good = ("\ufeff" + f"email\n{RHEA}\n").encode("utf-16-le")
        row = take_in(good + b"\x00\xd8" + f"x@y.example\n{BOB}\n".encode("utf-16-le"))
        assert everybody() == [BOB, RHEA]
        assert [number for number, _ in refused(row)] == [3]

    def test_our_own_export_comes_back_as_it_went(self, take_in, weekly):
        from newsletter import exporting

        emails = ["=a@x.example", "+b@x.example", "-c@x.example", RHEA]
        subscribing.bring_over(emails, place="x")
        subscribing.unsubscribe(links.leave_token(Subscriber.objects.get(email=RHEA)))
        table = "".join(spreadsheets.lines(exporting.subscribers()))
        Subscriber.objects.all().delete()
        row = take_in(table)
        assert everybody() == sorted(emails[:3])
        assert refused(row) == [(5, "The file says of this address: left.")]

    @pytest.mark.parametrize("state", ["Unsubscribed", "CLEANED", " bounced ", "Blocklisted"])
    def test_who_had_left_elsewhere_is_not_brought(self, take_in, state):
        row = take_in(f"email,status\n{RHEA},{state}\n{BOB},subscribed\n")
        assert everybody() == [BOB]
        assert row.rejected == 1

    def test_a_column_of_federal_states_bars_nobody(self, take_in):
        take_in(f"email,state\n{RHEA},NY\n{BOB},Bavaria\n")
        assert everybody() == [BOB, RHEA]


class TestWhoIsTakenIn:
    def test_with_a_record_of_where_and_to_which_words_they_agreed(self, take_in, weekly):
        take_in(f"email\n{RHEA}\n", wording="Yes, send me the letter.")
        rhea = Subscriber.objects.get()
        assert (rhea.state, lists_of(rhea)) == ("confirmed", ["newsletter"])
        assert list(rhea.consents.values_list("what", "place", "wording")) == [
            ("imported", "The old site", "Yes, send me the letter.")
        ]
        assert mail.outbox == []

    def test_taking_the_same_file_in_again_changes_nothing(self, take_in):
        content = f"email\n{RHEA}\n{BOB}\nnonsense\n"
        assert counts(take_in(content)) == (2, 0, 0, 1, 0)
        before = list(Subscriber.objects.values()), list(Consent.objects.values())
        assert counts(take_in(content)) == (0, 0, 2, 1, 0)
        assert (list(Subscriber.objects.values()), list(Consent.objects.values())) == before

    def test_who_left_stays_away_and_the_report_says_so(self, take_in, subscribed):
        subscribing.unsubscribe(links.leave_token(subscribed))
        row = take_in(f"email\n{RHEA}\n{BOB}\n")
        subscribed.refresh_from_db()
        assert (subscribed.state, lists_of(subscribed)) == ("unsubscribed", [])
        assert refused(row) == [(2, "Has left the newsletter; only they themselves can come back.")]

    def test_who_left_one_list_is_not_put_back_on_it(self, take_in, on_both, spotlights):
        subscribing.unsubscribe(links.leave_token(on_both, spotlights))
        row = take_in(f"email\n{RHEA}\n", lists=[spotlights])
        assert lists_of(on_both) == ["newsletter"]
        assert refused(row) == [(2, "Has left this list; only they themselves can come back.")]

    def test_a_subscriber_joins_what_they_never_left(self, take_in, subscribed, spotlights):
        row = take_in(f"email\n{RHEA}\n", lists=[spotlights])
        assert counts(row) == (0, 1, 0, 0, 0)
        assert lists_of(subscribed) == ["newsletter", "spotlight"]

    def test_suppressed_and_unconfirmed_stay_as_they_are(self, take_in, rhea):
        suppressing.suppress(BOB, suppressing.Reason.COMPLAINED)
        row = take_in(f"email\n{RHEA}\nBob@Readers.example\n")
        assert refused(row) == [
            (2, "Has signed up here and not confirmed; their mail decides."),
            (3, "This address is suppressed."),
        ]
        assert [each.state for each in Subscriber.objects.all()] == ["pending"]

    def test_an_address_that_stands_twice_is_one(self, take_in):
        row = take_in(f"email\n{RHEA}\nRHEA@Readers.example\n\n,,\n")
        assert counts(row) == (1, 0, 1, 0, 2)
        assert (row.rows_done, row.rows_in_all) == (5, 5)

    def test_the_report_names_no_address(self, take_in):
        row = take_in(f"email\n{RHEA}x y\n{BOB}\n")
        table = "".join(spreadsheets.lines(importing.report(row)))
        assert "2," in table
        assert "rhea" not in table

    def test_every_row_is_counted_once(self, take_in):
        lines = [f"reader{number}@readers.example" for number in range(2500)]
        lines[100] = lines[1500] = "nonsense"
        row = take_in("email\n" + "\n".join(lines))
        assert counts(row) == (2498, 0, 0, 2, 0)
        assert [number for number, _ in refused(row)] == [102, 1502]
        assert Subscription.objects.count() == Consent.objects.count() == 2498


class TestKilled:
    @pytest.fixture
    def row(self, file, weekly):
        lines = "\n".join(f"reader{number}@readers.example" for number in range(3500))
        brought = importing.bring(
            [file(f"email,status\n{lines}\nnonsense\n").read_bytes()],
            name="x",
            lists=[weekly],
            place="The old site",
        )
        importing.start(brought)
        SubscriberImport.objects.update(state="waiting")
        return brought

    @pytest.mark.parametrize("pieces", [0, 1, 2, 3])
    def test_a_killed_worker_loses_nothing_and_repeats_nothing(self, row, monkeypatch, pieces):
        class Killed(BaseException):
            pass

        done = 0
        take_in = subscribing.take_in

        def killed(*args, **kwargs):
            nonlocal done
            outcomes = take_in(*args, **kwargs)
            if done == pieces:
                raise Killed
            done += 1
            return outcomes

        SubscriberImport.objects.update(
            state="waiting", rows_done=0, added=0, lease=None, leased_until=None
        )
        Subscriber.objects.all().delete()
        ImportRejection.objects.all().delete()
        monkeypatch.setattr(subscribing, "take_in", killed)
        with pytest.raises(Killed):
            importing.run(row.pk)
        row.refresh_from_db()
        assert row.rows_done == pieces * importing.PIECE
        assert Subscriber.objects.count() == max(0, row.rows_done - 1)
        monkeypatch.setattr(subscribing, "take_in", take_in)
        assert importing.run(row.pk)
        row.refresh_from_db()
        assert counts(row) == (3500, 0, 0, 1, 0)
        assert Subscriber.objects.count() == Consent.objects.count() == 3500

    def test_what_another_worker_has_is_left_to_it(self, row):
        now = timezone.now()
        SubscriberImport.objects.update(
            state="running", lease=uuid.uuid4(),
            leased_until=now + importing.LEASE,
        )  # fmt: skip
        assert not importing.run(row.pk)
        SubscriberImport.objects.update(leased_until=now - datetime.timedelta(seconds=1))
        assert importing.run(row.pk)

    def test_a_worker_that_was_thought_dead_writes_nothing_more(self, row, monkeypatch):
        take_in = subscribing.take_in

        def slow(*args, **kwargs):
            outcomes = take_in(*args, **kwargs)
            SubscriberImport.objects.update(lease=uuid.uuid4())
            return outcomes

        monkeypatch.setattr(subscribing, "take_in", slow)
        assert not importing.run(row.pk)

    def test_the_task_takes_turns_and_queues_itself_again(self, row, settings, monkeypatch):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        monkeypatch.setattr(importing, "TURN_SECONDS", 0.0)
        turns = 0
        while not importing.take_in_waiting.call():
            turns += 1
            row.refresh_from_db()
            assert row.rows_done == min(turns * importing.PIECE, 3502)
        assert turns == 4
        queued = DBTaskResult.objects.filter(task_path="newsletter.importing.take_in_waiting")
        later = queued.filter(
            run_after__range=(timezone.now(), timezone.now() + 2 * importing.LEASE)
        )
        assert later.count() == 1  # for the case that this worker is killed
        assert Subscriber.objects.count() == 3500

    def test_a_file_on_another_machine_waits_for_a_worker_there(self, row, var):
        stored = var / "imports" / row.stored
        stored.rename(stored.with_suffix(".away"))
        assert importing.take_in_waiting.call() == 0
        row.refresh_from_db()
        assert row.state == "waiting"
        stored.with_suffix(".away").rename(stored)
        assert importing.take_in_waiting.call() == 1

    def test_the_copy_is_gone_when_it_has_been_read(self, row, var):
        assert len(list((var / "imports").iterdir())) == 1
        importing.run(row.pk)
        assert list((var / "imports").iterdir()) == []


def test_what_was_never_begun_is_forgotten_after_a_week(file, weekly, var):
    def bring():
        return importing.bring([f"{RHEA}\n".encode()], name="x", lists=[weekly], place="y")

    old = bring()
    SubscriberImport.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    new = bring()
    assert list(SubscriberImport.objects.all()) == [new]
    assert [path.name for path in (var / "imports").iterdir()] == [new.stored]
    assert old.stored != new.stored


def test_a_piece_asks_the_same_number_of_questions_whatever_its_size(
    file, weekly, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(count, start):
        lines = "\n".join(f"r{number}@readers.example" for number in range(start, start + count))
        row = importing.bring([lines.encode()], name="x", lists=[weekly], place="y")
        importing.start(row)
        SubscriberImport.objects.filter(pk=row.pk).update(state="waiting")
        with CaptureQueriesContext(connection) as queries:
            importing.run(row.pk)
        return len(queries)

    assert asked(2, 0) == asked(900, 10)


class TestTheCommand:
    def run(self, *args, **options):
        out = io.StringIO()
        call_command("import_subscribers", *map(str, args), stdout=out, **options)
        return out.getvalue()

    def test_takes_in_and_says_what_it_did(self, file, weekly, tmp_path):
        path = file(f"email\n{RHEA}\n{BOB}\nnonsense\n")
        report = tmp_path / "refused.csv"
        said = self.run(path, "--place", "The old site", "--report", report)
        assert said.endswith("2 new, 0 more on these lists, 0 on them already, 1 refused.\n")
        assert report.read_text("utf-8-sig").splitlines()[1].startswith("4,")
        assert path.exists()
        again = self.run(path, "--place", "The old site")
        assert again.endswith("0 new, 0 more on these lists, 2 on them already, 1 refused.\n")

    def test_a_dry_run_takes_nothing_in(self, file, weekly):
        said = self.run(file(f"email\n{RHEA}\n"), "--place", "x", "--dry-run")
        assert "Nothing was taken in." in said
        assert Subscriber.objects.count() == SubscriberImport.objects.count() == 0

    def test_goes_on_where_it_was_stopped(self, file, weekly, monkeypatch):
        lines = "\n".join(f"reader{number}@readers.example" for number in range(1500))
        path = file(f"email\n{lines}\n")
        take_in = subscribing.take_in

        def once(*args, **kwargs):
            monkeypatch.setattr(subscribing, "take_in", stopped)
            return take_in(*args, **kwargs)

        def stopped(*args, **kwargs):
            raise KeyboardInterrupt

        monkeypatch.setattr(subscribing, "take_in", once)
        with pytest.raises(KeyboardInterrupt):
            self.run(path, "--place", "x")
        monkeypatch.setattr(subscribing, "take_in", take_in)
        said = self.run(path, "--place", "x")
        assert "Going on after row 1000 of 1501." in said
        assert Subscriber.objects.count() == 1500
        assert SubscriberImport.objects.count() == 1

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (["--list", "nothing"], "There is no list 'nothing'. There are: newsletter."),
            (["--column", "nothing"], "There is no column “nothing”."),
            (["--place", "  "], "where these people agreed"),
        ],
    )
    def test_says_in_a_sentence_what_is_wrong(self, file, weekly, args, says):
        with pytest.raises(CommandError, match=says):
            self.run(file(f"email\n{RHEA}\n"), *["--place", "x", *args])
        assert Subscriber.objects.count() == 0

    def test_a_file_that_is_not_there(self, weekly, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            self.run(tmp_path / "nothing.csv", "--place", "x")


class TestTheDesk:
    ADD = "/admin/newsletter/subscriberimport/add/"

    @pytest.fixture
    def desk(self, client, paula):
        client.force_login(paula)
        return client

    def form(self, weekly, content=None, **fields):
        content = f"email\n{RHEA}\nnonsense\n".encode() if content is None else content
        return {
            "file": SimpleUploadedFile("Readers “2026”.csv", content),
            "lists": [weekly.pk],
            "place": "The old site",
            "agreed": "on",
            **fields,
        }

    def test_a_file_is_looked_over_and_then_taken_in(
        self, desk, weekly, django_capture_on_commit_callbacks
    ):
        answer = desk.post(self.ADD, self.form(weekly))
        assert answer.status_code == 302
        page = answer["Location"]
        html = desk.get(page).content.decode()
        assert "Nothing has been taken in yet." in html
        assert RHEA in html
        assert Subscriber.objects.count() == 0
        row = SubscriberImport.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"/admin/newsletter/subscriberimport/{row.pk}/start/")
        assert everybody() == [RHEA]
        answer = desk.get(page)
        assert "Refresh" not in answer
        assert "Please type one whole address" in answer.content.decode()
        report = desk.get(f"/admin/newsletter/subscriberimport/{row.pk}/report.csv")
        assert b"3," in b"".join(report.streaming_content)

    def test_the_page_shows_progress_and_wakes_a_worker(self, desk, weekly, monkeypatch):
        page = desk.post(self.ADD, self.form(weekly))["Location"]
        SubscriberImport.objects.update(
            state="running", rows_done=1, leased_until=timezone.now() + importing.LEASE
        )
        answer = desk.get(page)
        assert answer["Refresh"] == "2"
        assert '<progress max="3" value="1">' in answer.content.decode()
        assert Subscriber.objects.count() == 0
        SubscriberImport.objects.update(leased_until=timezone.now() - importing.LEASE)
        desk.get(page)
        assert everybody() == [RHEA]

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"agreed": ""}, "Without their consent nobody may be written to."),
            ({"place": ""}, "This field is required."),
            ({"lists": []}, "This field is required."),
            ({"lists": ["999"]}, "not one of the available choices"),
            ({"column": "nothing"}, "There is no column"),
            ({"content": b"PK\x03\x04"}, "This is a workbook"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, desk, weekly, fields, says):
        answer = desk.post(self.ADD, self.form(weekly, **fields))
        assert answer.status_code == 200
        assert says in answer.content.decode()
        assert SubscriberImport.objects.count() == 0

    def test_a_file_that_is_too_large_for_the_browser_goes_by_the_server(
        self, desk, weekly, monkeypatch
    ):
        monkeypatch.setattr(imports, "LARGEST", 10)
        answer = desk.post(self.ADD, self.form(weekly))
        assert "have it taken in on the server" in answer.content.decode()
        assert SubscriberImport.objects.count() == 0

    def test_reading_the_page_starts_nothing(self, desk, weekly):
        desk.post(self.ADD, self.form(weekly))
        row = SubscriberImport.objects.get()
        assert desk.get(f"/admin/newsletter/subscriberimport/{row.pk}/start/").status_code == 405
        assert Subscriber.objects.count() == 0

    def test_deleting_an_import_forgets_the_file_and_no_reader(self, desk, weekly, var):
        desk.post(self.ADD, self.form(weekly))
        row = SubscriberImport.objects.get()
        desk.post(f"/admin/newsletter/subscriberimport/{row.pk}/delete/", {"post": "yes"})
        assert SubscriberImport.objects.count() == 0
        assert list((var / "imports").iterdir()) == []

    def test_an_import_is_not_for_editors(self, client, edith, desk, weekly):
        desk.post(self.ADD, self.form(weekly))
        row = SubscriberImport.objects.get()
        client.force_login(edith)
        for path in ["", f"{row.pk}/change/", f"{row.pk}/report.csv"]:
            where = f"/admin/newsletter/subscriberimport/{path}"
            assert client.get(where).status_code == 403
        start = f"/admin/newsletter/subscriberimport/{row.pk}/start/"
        assert client.post(start).status_code == 403
        assert client.post(self.ADD, self.form(weekly)).status_code == 403


def test_a_list_with_readers_is_closed_and_not_deleted(client, paula, subscribed, weekly):
    client.force_login(paula)
    page = f"/admin/newsletter/mailinglist/{weekly.pk}/"
    assert client.get(f"{page}change/").status_code == 200
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    empty = MailingList.objects.create(name="Empty", slug="empty")
    answer = client.post(f"/admin/newsletter/mailinglist/{empty.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302


def test_a_long_line_is_read_in_reasonable_time(take_in):
    began = time.monotonic()
    take_in("email," + "x" * 1_000_000 + f"\n{RHEA},y\n")
    assert time.monotonic() - began < 30
    assert everybody() == [RHEA]
