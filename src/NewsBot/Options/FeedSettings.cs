using NewsBot.Core.Feeds;

namespace NewsBot.Options;

/// <summary>Reads the settings <c>Feeds:*</c>.</summary>
internal static class FeedSettings
{
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _most = TimeSpan.FromDays(30);

    public static FeedOptions Read(SettingReader reader)
    {
        const string Minimum = "Feeds:MinimumInterval", Default = "Feeds:DefaultInterval", Maximum = "Feeds:MaximumInterval";
        var options = new FeedOptions();
        options.MinimumInterval = reader.Span(Minimum, options.MinimumInterval, _least, _most);
        options.DefaultInterval = reader.Span(Default, options.DefaultInterval, _least, _most);
        options.MaximumInterval = reader.Span(Maximum, options.MaximumInterval, _least, _most);
        options.AllowPrivateNetworks = reader.Flag("Feeds:AllowPrivateNetworks", options.AllowPrivateNetworks);
        foreach (var member in reader.Members("Feeds:PrivateHosts"))
            options.PrivateHosts.Add(ReadHost(member, reader.Text(member)));
        options.Contact = reader.Text("Feeds:Contact");
        if (options.Contact is { } contact && (contact.Length > 200 || contact.Any(character => character is < ' ' or > '~' or '(' or ')')))
            throw SettingException.Wrong("Feeds:Contact", contact, "an address or e-mail in plain ASCII without parentheses", "https://example.org/newsbot");
        if (options.MinimumInterval > options.DefaultInterval)
            throw SettingException.Wrong(Minimum, $"{options.MinimumInterval:c}", $"at most {Default} ({options.DefaultInterval:c})", "00:05:00");
        if (options.DefaultInterval > options.MaximumInterval)
            throw SettingException.Wrong(Maximum, $"{options.MaximumInterval:c}", $"at least {Default} ({options.DefaultInterval:c})", "1.00:00:00");
        foreach (var member in reader.Members("Feeds:Sources", "Url", "Title", "Interval", "UserAgent", "AcceptAnyCertificate"))
            options.Sources.Add(ReadSource(reader, member, options.Sources));
        return options;
    }

    private static FeedSource ReadSource(SettingReader reader, string member, IEnumerable<FeedSource> before)
    {
        var url = reader.Text($"{member}:Url");
        var title = reader.Text($"{member}:Title");
        var interval = reader.Span($"{member}:Interval", TimeSpan.Zero, _least, _most);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
            // A wrong address may still hold a password.
            throw url?.Contains('@') == true
                ? SettingException.WrongSecret($"{member}:Url", "an http or https address of a feed", "https://feeds.example.org/news.xml")
                : SettingException.Wrong($"{member}:Url", url, "an http or https address of a feed", "https://feeds.example.org/news.xml");
        if (before.Any(other => other.Url == url))
            throw SettingException.WrongSecret($"{member}:Url", "an address that stands in Feeds:Sources once", "https://feeds.example.org/news.xml");
        if (title?.Length > 200)
            throw SettingException.Wrong($"{member}:Title", title, "at most 200 characters", "Example News");
        var agent = reader.Text($"{member}:UserAgent");
        if (agent is { } written && (written.Length > 200 || written.Any(character => character is < ' ' or > '~')))
            throw SettingException.Wrong($"{member}:UserAgent", agent, "at most 200 characters of plain ASCII", "Mozilla/5.0 (compatible; NewsBot)");
        return new FeedSource
        {
            Url = url!, Title = title, Interval = interval == TimeSpan.Zero ? null : interval, UserAgent = agent,
            AcceptAnyCertificate = reader.Flag($"{member}:AcceptAnyCertificate", false),
        };
    }

    private static string ReadHost(string key, string? host) =>
        host is not null && Uri.CheckHostName(host) is not UriHostNameType.Unknown
            ? host
            : throw SettingException.Wrong(key, host, "the name or address of a host, without scheme and port", "rsshub.lan");
}
