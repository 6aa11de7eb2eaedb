using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>An invented newspaper on loopback: an Atom feed with pictures, to which a test adds stories.</summary>
internal sealed class Newsroom(FeedServer server, string path, string title, string language)
{
    private readonly List<Report> _reports = [];

    public string Title => title;

    /// <summary>The address of the feed.</summary>
    public string Address => server.BaseUrl + path;

    /// <summary>Adds these to what was reported so far, the newest first.</summary>
    public void Publish(params IEnumerable<Report> reports)
    {
        _reports.InsertRange(0, reports);
        server.Put(path, Encoding.UTF8.GetBytes(Atom()), "application/atom+xml; charset=utf-8");
    }

    /// <summary>Returns when the bot has stored everything that stands in the feed now: it has come back for it twice.</summary>
    public Task WaitUntilReadAsync(CancellationToken cancellationToken) =>
        server.WaitForRequestsAsync(path, server.Requests(path) + 2, cancellationToken);

    /// <summary>The address under which a report stands.</summary>
    public string AddressOf(Report report) => $"{server.BaseUrl}{path}/{Uri.EscapeDataString(report.Title)}";

    private string Atom() =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="{language}">
        <title>{Text(title)}</title><id>{server.BaseUrl}{path}</id><link href="{server.BaseUrl}/"/>
        <updated>{Moment(_reports.Max(report => report.Published))}</updated>
        {string.Join('\n', _reports.Select(Entry))}
        </feed>
        """;

    private string Entry(Report report) =>
        $"""
        <entry><title>{Text(report.Title)}</title><id>{Text(AddressOf(report))}</id><link href="{Text(AddressOf(report))}"/>
        <published>{Moment(report.Published)}</published><updated>{Moment(report.Published)}</updated>
        <summary>{Text(report.Summary)}</summary>{(report.Picture is { } picture ? $"<media:content medium=\"image\" url=\"{Text(picture)}\"/>" : "")}</entry>
        """;

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A story that a test makes up.</summary>
internal sealed record Report(string Title, string Summary, DateTimeOffset Published, string? Picture = null);

/// <summary>Pictures for invented stories: a night sky over hills, drawn by the browser.</summary>
internal static class Pictures
{
    /// <summary>Draws the picture, serves it and returns its address.</summary>
    public static async Task<string> SkyAsync(IBrowser browser, FeedServer server, string path)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 960, Height = 400 } });
        var page = await context.NewPageAsync();
        var random = new Random(7);
        var stars = string.Concat(Enumerable.Range(0, 140).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $"<circle cx='{random.Next(960)}' cy='{random.Next(330)}' r='{0.5 + (random.NextDouble() * 1.1):0.0}' fill='white' opacity='{0.3 + (random.NextDouble() * 0.7):0.00}'/>")));
        await page.SetContentAsync(
            $"""
            <body style="margin:0"><svg width="960" height="400" viewBox="0 60 960 400">
            <defs>
              <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#0b1533"/><stop offset=".55" stop-color="#31407e"/><stop offset=".82" stop-color="#b5679a"/><stop offset="1" stop-color="#f3a66f"/></linearGradient>
              <linearGradient id="trail"><stop stop-color="white" stop-opacity="0"/><stop offset="1" stop-color="white"/></linearGradient>
            </defs>
            <rect width="960" height="480" fill="url(#sky)"/>{stars}
            <path d="M520 110 L742 222" stroke="url(#trail)" stroke-width="3" stroke-linecap="round"/><circle cx="742" cy="222" r="4" fill="white"/>
            <path d="M0 400 Q160 310 330 380 T640 360 T960 330 V480 H0Z" fill="#2a2450"/>
            <path d="M0 440 Q220 380 430 425 T960 395 V480 H0Z" fill="#171335"/>
            <path d="M236 398 v-26 h44 v26z" fill="#0e0b24"/><path d="M232 372 a26 26 0 0 1 52 0z" fill="#1d1842"/><path d="M255 348 l24 -20 6 8 -22 20z" fill="#0e0b24"/>
            </svg></body>
            """);
        return server.Put(path, await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 88 }), "image/jpeg");
    }
}
