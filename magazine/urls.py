from django.urls import path

from magazine import addresses  # noqa: F401  (registers <uslug:…>)
from magazine.feeds import feed, section_feed
from magazine.sitemaps import robots, sitemap
from magazine.views import front, issues, pages, people, search, stories

app_name = "magazine"
urlpatterns = [
    path("", front.front, name="front"),
    path("stories/<uslug:slug>/", stories.article, name="article"),
    path("sections/<uslug:slug>/", stories.section, name="section"),
    path("sections/<uslug:slug>/feed/", section_feed, name="section_feed"),
    path("tags/<uslug:slug>/", stories.tag, name="tag"),
    path("contributors/", people.contributors, name="contributors"),
    path("contributors/<uslug:slug>/", people.contributor, name="contributor"),
    path("issues/", issues.issues, name="issues"),
    path("issues/<uslug:slug>/", issues.issue, name="issue"),
    path("search/", search.search, name="search"),
    path("pages/<uslug:slug>/", pages.page, name="page"),
    path("feed/", feed, name="feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
