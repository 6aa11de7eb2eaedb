namespace NewsBot.Core.Feeds;

/// <summary>
/// What is known about sites that have feeds and hide them: most of them say the pattern in their help pages, and where one no
/// longer holds, the answer is read and not believed, and the page itself decides.
/// </summary>
internal static class SiteRules
{
    private const string GitHubPlaces = "(?!(?:about|apps|collections|contact|enterprise|explore|features|login|marketplace|notifications|pricing|search|settings|sponsors|topics|trending|users)(?:/|$))";
    private const string GitHubRepository =
        @"github\.com/" + GitHubPlaces + @"(?!orgs/)(?<owner>[\w-]+)/(?<name>[\w.-]+?)(?:\.git)?(?:/(?:releases|tags|commits|blob|tree|issues|pulls|wiki|actions|discussions)(?:/.*)?)?/?";
    private const string StackExchange = @"(?<site>(?:[\w-]+\.)?(?:stackoverflow|superuser|serverfault|askubuntu|mathoverflow|stackapps|stackexchange)\.(?:com|net))";

    // Their pages tell nothing that the rule does not, or are not shown to programs: the feed is asked for at once.
    private static readonly IReadOnlyList<SiteRule> InPlace =
    [
        // YouTube: channels by id, old user names, playlists. Handles are on the page (PageRules).
        new(@"(?:m\.)?youtube\.com/channel/(?<id>UC[\w-]{22})(?:[/?].*)?", ("https://www.youtube.com/feeds/videos.xml?channel_id=${id}", null)),
        new(@"(?:m\.)?youtube\.com/user/(?<name>[\w.-]+)(?:[/?].*)?", ("https://www.youtube.com/feeds/videos.xml?user=${name}", null)),
        new(@"(?:m\.|music\.)?youtube\.com/playlist\?(?:.*&)?list=(?<id>[\w-]+)(?:&.*)?", ("https://www.youtube.com/feeds/videos.xml?playlist_id=${id}", null)),
        // Reddit answers programs with an error, but not for its feeds.
        new(@"(?:[a-z]{2,3}\.)?reddit\.com/?", ("https://www.reddit.com/.rss", null)),
        new(@"(?:[a-z]{2,3}\.)?reddit\.com/r/(?<name>[\w+-]+)(?<sort>/(?:new|hot|rising|controversial|top))?/?(?<time>\?t=[a-z]+)?(?:[?&].*)?", ("https://www.reddit.com/r/${name}${sort}/.rss${time}", null)),
        new(@"(?:[a-z]{2,3}\.)?reddit\.com/(?:u|user)/(?<name>[\w-]+)(?:/(?:submitted|comments|posts)?)?/?", ("https://www.reddit.com/user/${name}/.rss", null)),
        new(@"(?:[a-z]{2,3}\.)?reddit\.com/(?:u|user)/(?<name>[\w-]+)/m/(?<multi>[\w-]+)/?", ("https://www.reddit.com/user/${name}/m/${multi}/.rss", null)),
        new(@"(?:[a-z]{2,3}\.)?reddit\.com/r/(?<name>[\w-]+)/comments/(?<post>\w+)(?:/.*)?", ("https://www.reddit.com/r/${name}/comments/${post}/.rss", null)),
        new(@"bsky\.app/profile/(?<name>[\w.:-]+)/?", ("https://bsky.app/profile/${name}/rss", null)),
        new(@"medium\.com/tag/(?<tag>[\w-]+)(?:/.*)?", ("https://medium.com/feed/tag/${tag}", null)),
        new(@"medium\.com/(?<name>@[\w.-]+)(?:/.*)?", ("https://medium.com/feed/${name}", null)),
        new(@"medium\.com/(?!(?:feed|m|me|new-story|about|search|explore-topics|jobs-at-medium)(?:/|$))(?<name>[\w-]+)(?:/.*)?", ("https://medium.com/feed/${name}", null)),
        new(@"(?<name>[\w-]+)\.medium\.com/?.*", ("https://${name}.medium.com/feed", null)),
        new(@"(?<name>[\w-]+)\.substack\.com/?(?:archive|about|p/.*)?(?:\?.*)?", ("https://${name}.substack.com/feed", null)),
        new(@"(?<name>[\w-]+)\.tumblr\.com/?", ("https://${name}.tumblr.com/rss", null)),
        new(@"tumblr\.com/(?:blog/(?:view/)?)?(?!(?:explore|tagged|search|dashboard|login|register|about|policy|help|blog)(?:/|$))(?<name>[\w-]+)/?", ("https://${name}.tumblr.com/rss", null)),
        new(StackExchange + @"/questions/tagged/(?<tag>[^/?]+)/?(?:\?.*)?", ("https://${site}/feeds/tag/${tag}", null)),
        new(StackExchange + @"/questions/(?<id>\d+)(?:/.*)?", ("https://${site}/feeds/question/${id}", null)),
        new(StackExchange + @"/users/(?<id>\d+)(?:/.*)?", ("https://${site}/feeds/user/${id}", null)),
        new(@"(?<site>(?:[\w-]+\.)?(?:stackoverflow|superuser|serverfault|askubuntu|mathoverflow|stackapps)\.(?:com|net)|[\w-]+\.stackexchange\.com)/?(?:questions/?)?", ("https://${site}/feeds", null)),
        new(@"news\.ycombinator\.com/?(?:news)?", ("https://news.ycombinator.com/rss", null)),
        new(@"arxiv\.org/list/(?<subject>[\w.-]+)(?:/.*)?", ("https://rss.arxiv.org/rss/${subject}", null)),
        new(@"pypi\.org/project/(?<name>[\w.-]+)(?:/.*)?", ("https://pypi.org/rss/project/${name}/releases.xml", null)),
        new(@"store\.steampowered\.com/(?:app|news/app)/(?<id>\d+)(?:/.*)?", ("https://store.steampowered.com/feeds/news/app/${id}/", null)),
        new(@"sourceforge\.net/projects/(?<name>[\w.-]+)(?:/.*)?", ("https://sourceforge.net/projects/${name}/rss", null)),
        new(@"news\.google\.com/(?<what>(?:topics|search|headlines|publications)(?:[/?].*)?)", ("https://news.google.com/rss/${what}", null)),
        new(@"letterboxd\.com/(?!(?:films?|lists?|members|journal|about|search|activity)(?:/|$))(?<name>\w+)/?", ("https://letterboxd.com/${name}/rss/", null)),
        new(@"dev\.to/(?:t/(?<tag>\w+)/?)", ("https://dev.to/feed/tag/${tag}", null)),
        new(@"dailymotion\.com/(?:user/)?(?!(?:video|playlist|search|signin|fr|us|topic)(?:/|$))(?<name>[\w.-]+)/?", ("https://www.dailymotion.com/rss/user/${name}", null)),
    ];

    // Several feeds, or sites that may as well have none: the page is asked first.
    private static readonly IReadOnlyList<SiteRule> Beside =
    [
        new(GitHubRepository,
            ("https://github.com/${owner}/${name}/releases.atom", "Release notes from ${name}"),
            ("https://github.com/${owner}/${name}/tags.atom", "Tags from ${name}")),
        new(GitHubRepository,
            ("https://github.com/${owner}/${name}/commits.atom", "Recent Commits to ${name}")) { OnlyIfPageNamesNone = true },
        new(@"github\.com/" + GitHubPlaces + @"(?:orgs/)?(?<owner>[\w-]+)/?(?:\?.*)?",
            ("https://github.com/${owner}.atom", "${owner}")) { OnlyIfPageNamesNone = true },
        new(@"(?<site>gitlab\.[\w.-]+)/(?!(?:explore|users|dashboard|help|groups|admin|search)(?:/|$))(?<project>[\w.-]+(?:/[\w.-]+)+?)(?:/-/.*)?/?",
            ("https://${site}/${project}/-/releases.atom", "${project} releases"),
            ("https://${site}/${project}/-/tags?format=atom", "${project} tags"),
            ("https://${site}/${project}.atom", "${project} activity")),
        new(@"(?<site>gitlab\.[\w.-]+)/(?!(?:explore|users|dashboard|help|groups|admin|search)(?:/|$))(?<name>[\w.-]+)/?", ("https://${site}/${name}.atom", "${name} activity")) { OnlyIfPageNamesNone = true },
        // Forgejo and Gitea: Codeberg is the best known.
        new(@"codeberg\.org/(?!(?:explore|user|org|api|admin)(?:/|$))(?<owner>[\w.-]+)/(?<name>[\w.-]+)(?:/.*)?",
            ("https://codeberg.org/${owner}/${name}/releases.rss", "${name} releases"), ("https://codeberg.org/${owner}/${name}.rss", "${owner}/${name}")),
        new(@"codeberg\.org/(?!(?:explore|user|org|api|admin)(?:/|$))(?<owner>[\w.-]+)/?", ("https://codeberg.org/${owner}.rss", "${owner}")) { OnlyIfPageNamesNone = true },
        // Mastodon and its kin on any host: the profile's page names the feed, but not to everybody.
        new(@"[\w.-]+/(?:@|users/)(?<name>[\w.]+)/?(?:with_replies|media)?", ("/@${name}.rss", null)) { OnlyIfPageNamesNone = true },
        new(@"vimeo\.com/(?:channels/)?(?!(?:\d|categories|search|watch|features|upgrade))(?<name>[\w-]+)(?:/videos)?/?", ("https://vimeo.com/${name}/videos/rss", null)) { OnlyIfPageNamesNone = true },
        new(@"[\w-]+\.wordpress\.com/?(?:\?.*)?", ("/feed/", null)) { OnlyIfPageNamesNone = true },
        new(@"[\w-]+\.blogspot\.[\w.]+/?.*", ("/feeds/posts/default", null)) { OnlyIfPageNamesNone = true },
        new(@"dev\.to/(?!t/|search|about|tags|top/|latest)(?<name>\w+)/?", ("https://dev.to/feed/${name}", null)) { OnlyIfPageNamesNone = true },
        // Lemmy.
        new(@"[\w.-]+/c/(?<name>[\w@.-]+)/?(?:\?.*)?", ("/feeds/c/${name}.xml", null)) { OnlyIfPageNamesNone = true },
    ];

    /// <summary>The feed to ask for in place of this page, or null.</summary>
    public static DiscoveredFeed? InPlaceOf(Uri address) => FeedsOf(InPlace, address) is [var feed, ..] ? feed : null;

    /// <summary>The feeds that a page of this address has beside those it names.</summary>
    /// <param name="address">The page.</param>
    /// <param name="pageNamesSome">Whether it names any.</param>
    public static IReadOnlyList<DiscoveredFeed> BesideThoseOf(Uri address, bool pageNamesSome) =>
        FeedsOf(Beside.Where(rule => !pageNamesSome || !rule.OnlyIfPageNamesNone), address);

    private static IReadOnlyList<DiscoveredFeed> FeedsOf(IEnumerable<SiteRule> rules, Uri address)
    {
        var host = FeedAddress.HostOf(address);
        // A rule is about the site under its own name, not about something else on another port.
        if (!address.IsDefaultPort)
            return [];
        var subject = (host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host) + address.PathAndQuery;
        return subject.Length > 1000 ? [] : [.. rules.SelectMany(rule => rule.FeedsOf(address, subject))];
    }
}
