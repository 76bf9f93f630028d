"""Walks over every page that a subscriber sees, and over the newsroom's pages about subscribers,
for the tests that ask something of all of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest import mock

from django.urls import reverse
from django.utils import timezone

from magazine.models import Section, SiteIdentity
from newsletter import importing, links, preferring, stamps, subscribing, suppressing
from newsletter.models import MailingList, Subscriber, SubscriberImport
from press.network import network
from tests import factories
from tests.newsletter.campaigns import mailing_list

RHEA = "rhea@readers.example"


class Step(NamedTuple):
    """One page: what it shows, its address, and the form that leads to it, if it is an answer."""

    what: str
    path: str
    posted: dict[str, str] | None = None


def answer(client: Any, step: Step) -> Any:
    """What Django's test client gets, at the end of whatever leads on."""
    if step.posted is None:
        return client.get(step.path, follow=True)
    ours = {"Sec-Fetch-Site": "same-origin"}
    return client.post(step.path, step.posted, headers=ours, follow=True)


def of_readers() -> Iterator[Step]:
    """The form and its answers, then what stands behind the links of mails. Each step is true when
    its turn comes, and only then: the next may end what it shows."""
    if not SiteIdentity.objects.exists():
        SiteIdentity.objects.create(name="Elucid", about="We look closely.")
    mailing_list(slug="newsletter", description="Every Friday.", is_default=True)
    MailingList.objects.create(
        name="Spotlight", slug="spotlight", position=1, description="When something is worth it."
    )
    if Section.objects.count() < 2:
        factories.section("Fashion")
        factories.section("Culture")
    yield from _forms()
    yield from _links()
    yield from _preferences()


def _forms() -> Iterator[Step]:
    form, join, embed = (
        reverse("newsletter:sign_up"),
        reverse("newsletter:join", args=["spotlight"]),
        reverse("newsletter:embed", args=["spotlight"]),
    )
    stamp = stamps.today(subscribing.WORDING)
    bad, good = {"email": "rhea@", "stamp": stamp}, {"email": RHEA, "stamp": stamp}
    yield Step("the form", form)
    yield Step("the form, refused", form, bad)
    yield Step("the form, answered", form, good)
    yield Step("join", join)
    yield Step("join, filled in by another site", join, good)
    yield Step("the frame", embed)
    yield Step("the frame, refused", embed, bad)
    yield Step("the frame, answered", embed, good)
    for number in range(10):
        with mock.patch.object(subscribing, "NETWORK_LIMITS", []):
            subscribing.sign_up(
                f"{number}@readers.example", network=network("127.0.0.1"), place="/", wording=""
            )
    yield Step("the form, too often", form, {**good, "email": "another@readers.example"})
    yield Step("the frame, too often", embed, {**good, "email": "another@readers.example"})


def _links() -> Iterator[Step]:
    reader = Subscriber.objects.get(email=RHEA)
    confirm = reverse("newsletter:confirm", args=[links.confirm_token(reader)])
    yield Step("to be confirmed", confirm)
    yield Step("confirmed", confirm, {})
    everywhere = [each.pk for each in MailingList.objects.all()]
    preferring.choose(links.preferences_token(reader), lists=everywhere, interests=[])
    weekly = MailingList.objects.get(slug="newsletter")
    one = reverse("newsletter:unsubscribe", args=[links.leave_token(reader, weekly)])
    everything = reverse("newsletter:unsubscribe", args=[links.leave_token(reader)])
    yield Step("to leave a list", one)
    yield Step("a list left", one, {})
    yield Step("to leave", everything)
    yield Step("left", everything, {})
    yield Step("a link that confirms no more", confirm)
    yield Step("a bad link", reverse("newsletter:confirm", args=["x"]))


def _preferences() -> Iterator[Step]:
    reader = Subscriber.objects.get(email=RHEA)
    here = reverse("newsletter:preferences", args=[links.preferences_token(reader)])
    yield Step("preferences of who has left", here)
    for state in (Subscriber.State.PENDING, Subscriber.State.SUPPRESSED):
        Subscriber.objects.filter(pk=reader.pk).update(state=state)
        yield Step(f"preferences, {state}", here)
    Subscriber.objects.filter(pk=reader.pk).update(
        state=Subscriber.State.CONFIRMED, unsubscribed_at=None
    )
    weekly = MailingList.objects.get(slug="newsletter")
    reader.subscriptions.filter(list=weekly).update(left_at=None)
    yield Step("preferences", here)
    section = Section.objects.first()
    assert section is not None
    chosen = {"do": "choose", "list": str(weekly.pk), "section": str(section.pk)}
    yield Step("preferences, saved", here, chosen)
    yield Step("preferences, refused", here, {"do": "change", "email": "rhea@"})
    reader.refresh_from_db()
    Subscriber.objects.filter(pk=reader.pk).update(
        new_email="r@elsewhere.example", new_email_key="r@elsewhere.example"
    )
    reader.refresh_from_db()
    new = reverse("newsletter:new_address", args=[links.new_address_token(reader)])
    yield Step("preferences, another address asked for", f"{here}?done=asked")
    yield Step("preferences, paused", here, {"do": "pause", "months": "3"})
    yield Step("preferences, paused without an end", here, {"do": "pause", "months": ""})
    yield Step("preferences, resumed", here, {"do": "resume"})
    with mock.patch("django.core.signing.time.time", return_value=1_600_000_000):
        old = reverse("newsletter:preferences", args=[links.preferences_token(reader)])
    yield Step("an old link", old)
    yield Step("an old link, a fresh one sent", old, {"do": "send"})
    yield Step("another address", new)
    yield Step("another address, confirmed", new, {})
    yield Step("preferences, a bad link", reverse("newsletter:preferences", args=["x"]))
    yield Step("forgotten", here, {"do": "erase"})
    yield Step("preferences of nobody", here)


def of_the_newsroom() -> Iterator[Step]:
    """Subscribers, their imports in every state, suppressions, lists."""
    weekly = mailing_list(is_default=True, description="Every Friday.")
    subscribing.bring_over([RHEA, "sol@readers.example"], place="The old site")
    reader = Subscriber.objects.get(email=RHEA)
    preferring.choose(
        links.preferences_token(reader), lists=[weekly.pk], interests=[factories.section().pk]
    )
    preferring.pause(links.preferences_token(reader), 3)
    suppressing.suppress("gone@readers.example", suppressing.Reason.BOUNCED, detail="550 Unknown")
    yield from _admin("subscriber", "subscribers", reader.pk)
    people = reverse("admin:newsletter_subscriber_changelist")
    yield Step("subscribers of a list", f"{people}?list={weekly.pk}&q=rhea")
    yield Step("subscribers, none found", f"{people}?q=nobody")
    yield Step("to forget one", reverse("admin:newsletter_subscriber_delete", args=[reader.pk]))
    suppressed = reverse("admin:newsletter_suppression_changelist")
    row = suppressing.find("gone@readers.example")
    assert row is not None
    yield from _admin("suppression", "suppressions", row.pk)
    add = reverse("admin:newsletter_suppression_add")
    yield Step("a suppression", add)
    yield Step("a suppression, refused", add, {"email": "x"})
    yield Step("suppressions, none found", f"{suppressed}?q=rhea%40readers.example")
    yield from _admin("mailinglist", "lists", weekly.pk)
    yield Step("a new list", reverse("admin:newsletter_mailinglist_add"))
    yield from _imports(weekly)


def _admin(model: str, many: str, pk: int) -> Iterator[Step]:
    yield Step(many, reverse(f"admin:newsletter_{model}_changelist"))
    yield Step(f"one of the {many}", reverse(f"admin:newsletter_{model}_change", args=[pk]))


def _imports(weekly: MailingList) -> Iterator[Step]:
    add = reverse("admin:newsletter_subscriberimport_add")
    yield Step("imports, none", reverse("admin:newsletter_subscriberimport_changelist"))
    yield Step("a file", add)
    yield Step("a file, refused", add, {"place": ""})
    row = importing.bring(
        [b"email;name\nnew@readers.example;Nell\nno address;Bo\ngone@readers.example;Gil\n;\n"],
        name="readers.csv",
        lists=[weekly],
        place="The old site",
        wording="Yes, please.",
    )
    here = reverse("admin:newsletter_subscriberimport_change", args=[row.pk])
    stored = SubscriberImport.objects.filter(pk=row.pk)
    yield Step("a file that is looked over", here)
    hour = datetime.timedelta(hours=1)
    stored.update(state=importing.State.RUNNING, rows_done=1, leased_until=timezone.now() + hour)
    yield Step("an import that runs", here)
    stored.update(state=importing.State.FAILED, trouble="The file cannot be read: gone.")
    yield Step("an import that failed", here)
    stored.update(state=importing.State.WAITING, rows_done=0, trouble="")
    importing.run(row.pk)
    yield Step("an import and what it refused", here)
    yield Step("imports", reverse("admin:newsletter_subscriberimport_changelist"))
