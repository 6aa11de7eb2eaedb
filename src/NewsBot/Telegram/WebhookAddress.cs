using System.Security.Cryptography;
using System.Text;
using NewsBot.Options;

namespace NewsBot.Telegram;

/// <summary>Where Telegram posts updates, and the secret that it says with each. Both are the same on all nodes.</summary>
internal sealed class WebhookAddress(Settings settings, BotConnection connection)
{
    /// <summary>The path under <c>Urls</c>.</summary>
    public const string Path = "/telegram/webhook";

    /// <summary>The header in which Telegram says the secret (Bot API, setWebhook).</summary>
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>The address for setWebhook.</summary>
    public string Url => $"{settings.Web.PublicUrl}{Path}";

    /// <summary>The owner's, or one that nobody can guess who does not have the token.</summary>
    public string Secret => settings.Telegram.WebhookSecret ?? connection.SecretFor("webhook");

    /// <summary>Compared in the same time whatever was given.</summary>
    public bool Knows(string? given) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>An address without its path, which may hold another program's secret.</summary>
    public static string Origin(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : "(unreadable)";
}
