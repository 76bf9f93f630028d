from django.urls import path, re_path

from magazine import addresses  # noqa: F401  (registers <uslug:…>)
from magazine.admin import preview_links
from magazine.feeds import feed, section_feed
from magazine.sitemaps import robots, sitemap
from magazine.views import archive, cards, dress, front, issues, pages, people, search, stories

app_name = "magazine"
urlpatterns = [
    path("", front.front, name="front"),
    path("stories/<uslug:slug>/", stories.article, name="article"),
    path("sections/<uslug:slug>/", stories.section, name="section"),
    path("sections/<uslug:slug>/feed/", section_feed, name="section_feed"),
    path("tags/<uslug:slug>/", stories.tag, name="tag"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("contributors/", people.contributors, name="contributors"),
    path("contributors/<uslug:slug>/", people.contributor, name="contributor"),
    path("issues/", issues.issues, name="issues"),
    path("issues/<uslug:slug>/", issues.issue, name="issue"),
    path("search/", search.search, name="search"),
    path("pages/<uslug:slug>/", pages.page, name="page"),
    path("preview/<str:token>/", preview_links.shared, name="shared_preview"),
    path("feed/", feed, name="feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    re_path(r"^identity-(?P<digest>[0-9a-f]{16})\.css\Z", dress.sheet, name="dress"),
    re_path(
        r"^media/cards/(?P<name>(?:[0-9]{1,18}|site)-[0-9a-f]{16}\.jpg|logo-[0-9a-f]{16}\.png)\Z",
        cards.card,
        name="card",
    ),
]
