"""A campaign once more, as a new draft: what was written and to whom, without what became of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from newsletter.models import Campaign, CampaignStory

_WRITTEN = [
    "subject", "preview_line", "sender_name", "reply_to", "design", "opening", "closing",
    "spotlight_id", "print_issue_id", "sponsor_name", "sponsor_words", "sponsor_link",
    "sponsor_picture_id", "joined_after", "joined_before", "engaged_within", "in_archive",
]  # fmt: skip


@transaction.atomic
def copied(campaign: Campaign, *, by: Any) -> Campaign:
    made = Campaign.objects.create(
        **{name: getattr(campaign, name) for name in _WRITTEN}, created_by=by
    )
    made.lists.set(campaign.lists.all())
    made.interests.set(campaign.interests.all())
    CampaignStory.objects.bulk_create(
        CampaignStory(
            campaign=made, article_id=row.article_id, words=row.words, position=row.position
        )
        for row in campaign.stories.all()
    )
    return made
