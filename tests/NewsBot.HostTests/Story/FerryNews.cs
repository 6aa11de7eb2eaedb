using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>
/// An invented event that five outlets report in their own words, and three reports that resemble them and are something else: the same
/// company, the same form of words about another ship, the same coast guard. Eight feeds on loopback, one each.
/// </summary>
internal sealed class FerryNews
{
    /// <summary>Finds all eight.</summary>
    public const string Query = "ferry OR ship OR boat OR Bornholm";

    private static readonly TimeSpan Old = TimeSpan.FromDays(3);

    private readonly FeedServer _server;

    public FerryNews(FeedServer server)
    {
        _server = server;
        // What stands in a feed when it is first read is known and not sent.
        foreach (var outlet in All)
            Put(outlet, []);
    }

    public static IReadOnlyList<Outlet> Event { get; } =
    [
        new("Harbour Times", "harbour-times.example", "Ferry Aurora catches fire off Bornholm, 214 passengers rescued",
            """
            The ferry Aurora caught fire on Tuesday morning some twelve nautical miles off the Danish island of Bornholm. All 214 passengers and 38 crew
            were taken off by coast guard boats and two helicopters, the Swedish Maritime Administration said. Captain Henrik Lindqvist had reported smoke
            in the engine room at 6:40. Four people were treated for smoke inhalation. The Aurora, built in 1998 and owned by Baltic Star Line, was on its way
            from Ystad to Rønne.
            """),
        new("Nordic Wire", "nordic-wire.example", "Engine room blaze forces evacuation of Baltic Star Line ship near Bornholm",
            """
            More than 250 people were brought ashore after a blaze in the engine room of the ferry Aurora, the Swedish Maritime Administration confirmed.
            Helicopters and coast guard vessels from Denmark and Sweden evacuated 214 passengers and 38 crew members off Bornholm. Baltic Star Line said
            captain Henrik Lindqvist ordered everyone to the rafts shortly before seven. The ship had left Ystad for Rønne.
            """),
        new("The Strait", "the-strait.example", "All 252 people safe after fire aboard ferry Aurora between Ystad and Rønne",
            """
            Everybody aboard the Aurora is safe. The Baltic Star Line ferry had left Ystad for Rønne when fire broke out in its engine room off Bornholm on Tuesday.
            Captain Henrik Lindqvist called for help at 6:40; helicopters and boats of the coast guard took off 214 passengers and 38 crew. Four suffered smoke inhalation,
            according to the Swedish Maritime Administration.
            """),
        new("Morgon Post", "morgon-post.example", "Helicopters lift passengers from burning ferry Aurora off Bornholm",
            """
            Two helicopters and several coast guard boats took 214 passengers and 38 crew from the burning ferry Aurora off Bornholm on Tuesday morning. The fire began in the
            engine room, captain Henrik Lindqvist told Baltic Star Line, which runs the Aurora between Ystad and Rønne. The Swedish Maritime Administration counted four people
            with smoke inhalation.
            """),
        new("Island Radio", "island-radio.example", "Burning ferry Aurora evacuated off Bornholm, four treated for smoke",
            """
            The 214 passengers and 38 crew of the Aurora reached land in Rønne on Tuesday. Their ferry had caught fire in the engine room off Bornholm at 6:40, on the way from
            Ystad. Four were treated for smoke inhalation. Baltic Star Line praised captain Henrik Lindqvist; the Swedish Maritime Administration will look into the fire.
            """),
    ];

    public static IReadOnlyList<Outlet> LookAlikes { get; } =
    [
        new("Shipping Ledger", "shipping-ledger.example", "Baltic Star Line orders two battery ferries for the Rønne route",
            """
            Baltic Star Line has ordered two battery ferries from a yard in Gdynia. They are to replace its oldest ships on the route to Rønne by the spring of 2029 and cost 190
            million euros together, chief executive Maja Holm said. Bornholm's mayor welcomed the order.
            """),
        new("Gotland Courier", "gotland-courier.example", "Ferry Borealis catches fire off Gotland, 96 passengers rescued",
            """
            The ferry Borealis caught fire on Monday evening outside the harbour of Visby. Its 96 passengers were taken to land by fishing boats and the harbour's tug. Captain Ines
            Bergqvist said that the fire in the galley was out within the hour. The Borealis belongs to Gotland Traffic.
            """),
        new("Coast Guard News", "coast-guard.example", "Coast guard saves three anglers off Bornholm after boat capsizes",
            """
            A coast guard helicopter took three anglers out of the sea east of Bornholm on Tuesday afternoon after their boat had capsized in a squall. They had held on to the hull for
            two hours. One of them was taken to hospital in Rønne with hypothermia.
            """),
    ];

    public IEnumerable<string> Addresses => All.Select(outlet => _server.BaseUrl + outlet.Path);

    private static IEnumerable<Outlet> All => [.. Event, .. LookAlikes];

    /// <summary>Shows an outlet's report, perhaps with another headline than it has.</summary>
    public void Publish(Outlet outlet, string? title = null) => Put(outlet, [new FeedItem(title ?? outlet.Title, outlet.Text, _now, outlet.Link)]);

    /// <summary>Returns when the bot has stored what stands in all feeds: it has come back for each twice.</summary>
    public async Task WaitUntilReadAsync(CancellationToken cancellationToken)
    {
        foreach (var outlet in All)
            await _server.WaitForRequestsAsync(outlet.Path, _server.Requests(outlet.Path) + 2, cancellationToken);
    }

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private void Put(Outlet outlet, IReadOnlyList<FeedItem> items) =>
        _server.PutRss(outlet.Path, outlet.Name, [.. items, new FeedItem($"{outlet.Name} begins", "A first item.", _now - Old, $"https://{outlet.Host}/begins")]);

    /// <summary>A newspaper and its report.</summary>
    internal sealed record Outlet(string Name, string Host, string Title, string Text)
    {
        public string Path => $"/{Host}.xml";

        public string Link => $"https://{Host}/report";
    }
}
