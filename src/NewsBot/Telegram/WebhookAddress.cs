using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Telegram;

/// <summary>
/// Where Telegram posts updates, and the secret that it says with each: both are the same on all nodes. The store remembers
/// the address, so that after a change of settings an own webhook is not taken for another program's.
/// </summary>
internal sealed class WebhookAddress(Settings settings, BotConnection connection, Database database)
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

    /// <summary>To be called before the webhook is set.</summary>
    public Task RememberAsync(string url, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SettingStore.SetAsync(session, Setting, url, cancellationToken), cancellationToken);

    /// <summary>Whether this installation has set the webhook there itself, under the settings of now or of before.</summary>
    public async Task<bool> IsOwnAsync(string url, CancellationToken cancellationToken) =>
        url == await database.ReadAsync(session => SettingStore.GetAsync(session, Setting, cancellationToken), cancellationToken);

    /// <summary>An address without its path, which may hold another program's secret.</summary>
    public static string Origin(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : "(unreadable)";

    private string Setting => FormattableString.Invariant($"webhook.{connection.BotId}");
}
