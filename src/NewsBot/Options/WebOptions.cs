using NewsBot.TelegramEmulator;

namespace NewsBot.Options;

/// <summary>Settings <c>Urls</c>, <c>Web:*</c>, <c>Dashboard:*</c> and <c>Emulator:*</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>Where health, dashboard and webhook listen; several are separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The address under which Telegram reaches <see cref="Urls"/>, without a slash at its end; given where updates are posted.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The dashboard's login; null: it answers on loopback only.</summary>
    public DashboardLogin? Dashboard { get; init; }

    /// <summary>Where the emulator listens; loopback only.</summary>
    public string EmulatorUrl { get; init; } = "http://127.0.0.1:8081";

    /// <summary>The emulator's own file, absolute.</summary>
    public required string EmulatorPath { get; init; }

    /// <summary>How the emulator limits what the bot sends.</summary>
    public FloodProfile EmulatorLimits { get; init; } = FloodProfile.Off;

    public static WebOptions Read(SettingReader reader, string folder, TelegramOptions telegram)
    {
        const string UrlsKey = "Urls", EmulatorKey = "Emulator:Url";
        var standard = new WebOptions { EmulatorPath = "" };
        var urls = reader.Text(UrlsKey) ?? standard.Urls;
        var parts = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !parts.All(Addresses.IsListenable))
            throw SettingException.Wrong(UrlsKey, urls, "http addresses with host and port, separated by semicolons", standard.Urls);
        var emulator = reader.Text(EmulatorKey) ?? standard.EmulatorUrl;
        if (!Addresses.IsLoopback(emulator))
            throw SettingException.Wrong(EmulatorKey, emulator, "an http address on this machine only, with port and without path", standard.EmulatorUrl);
        return new WebOptions
        {
            Urls = string.Join(';', parts),
            PublicUrl = ReadPublic(reader, telegram),
            Dashboard = ReadLogin(reader),
            EmulatorUrl = emulator.TrimEnd('/'),
            EmulatorPath = Path.GetFullPath(reader.Text("Emulator:Path") ?? "data/emulator.db", folder),
            EmulatorLimits = reader.Choice("Emulator:Limits", standard.EmulatorLimits),
        };
    }

    private static string? ReadPublic(SettingReader reader, TelegramOptions telegram)
    {
        const string Key = "Web:PublicUrl", Example = "https://bot.example.org";
        var address = reader.Text(Key);
        if (address is null && telegram.Updates != UpdateSource.Webhook)
            return null;
        if (address is null)
            throw SettingException.Wrong(Key, address, "the address under which Telegram reaches Urls, beside Telegram:Updates=Webhook", Example);
        var expected = telegram.HasOwnServer
            ? "an http or https address without query (the Bot API server posts updates there)"
            : "an https address on port 443, 80, 88 or 8443 that Telegram reaches, without query";
        return Addresses.IsPublic(address, telegram.HasOwnServer) ? address.TrimEnd('/') : throw SettingException.Wrong(Key, address, expected, Example);
    }

    private static DashboardLogin? ReadLogin(SettingReader reader)
    {
        var user = reader.Text("Dashboard:User");
        var password = reader.Text("Dashboard:Password");
        if (user is null && password is null)
            return null;
        if (user is null || user.Contains(':'))
            throw SettingException.Wrong("Dashboard:User", user, "a name without colon beside Dashboard:Password", "admin");
        return new DashboardLogin(user, password ?? throw SettingException.WrongSecret("Dashboard:Password", "a password beside Dashboard:User", "correct-horse-battery"));
    }
}

/// <summary>Who may open the dashboard from elsewhere.</summary>
internal sealed record DashboardLogin(string User, string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => User;
}
