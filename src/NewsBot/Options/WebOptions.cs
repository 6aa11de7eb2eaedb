using NewsBot.TelegramEmulator;

namespace NewsBot.Options;

/// <summary>Settings <c>Urls</c>, <c>Dashboard:*</c> and <c>Emulator:*</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>Where health and dashboard listen; several are separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The dashboard's login; null: it answers on loopback only.</summary>
    public DashboardLogin? Dashboard { get; init; }

    /// <summary>Where the emulator listens; loopback only.</summary>
    public string EmulatorUrl { get; init; } = "http://127.0.0.1:8081";

    /// <summary>The emulator's own file, absolute.</summary>
    public required string EmulatorPath { get; init; }

    /// <summary>How the emulator limits what the bot sends.</summary>
    public FloodProfile EmulatorLimits { get; init; } = FloodProfile.Off;

    public static WebOptions Read(SettingReader reader, string folder)
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
            Dashboard = ReadLogin(reader),
            EmulatorUrl = emulator.TrimEnd('/'),
            EmulatorPath = Path.GetFullPath(reader.Text("Emulator:Path") ?? "data/emulator.db", folder),
            EmulatorLimits = reader.Choice("Emulator:Limits", standard.EmulatorLimits),
        };
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
