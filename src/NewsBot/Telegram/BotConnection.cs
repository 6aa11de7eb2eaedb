using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Conversation;

namespace NewsBot.Telegram;

/// <summary>
/// The connection to the Bot API: where it is and as whom we speak, set before anything else runs (the emulator makes
/// its own token), and the bot's name, known once getMe has answered.
/// </summary>
internal sealed class BotConnection : IDisposable
{
    private volatile BotIdentity? _identity;
    private TelegramClient? _client;
    private string _token = "";

    public TelegramClient Client => _client ?? throw new InvalidOperationException("The Bot API's address is not known yet.");

    /// <summary>Null until getMe has answered.</summary>
    public BotIdentity? Identity => _identity;

    /// <summary>The bot's id: the number before the colon of its token.</summary>
    public long BotId { get; private set; }

    /// <summary>The chat page's address while the Bot API is the emulator of this process.</summary>
    public Uri? ChatPage { get; private set; }

    public void Use(string token, string apiBaseUrl, Uri? chatPage)
    {
        _client = new TelegramClient(token, apiBaseUrl);
        _token = token;
        BotId = long.Parse(token.AsSpan(0, token.IndexOf(':')), NumberStyles.None, CultureInfo.InvariantCulture);
        ChatPage = chatPage;
    }

    public void Identify(BotIdentity identity) => _identity = identity;

    /// <summary>
    /// A secret of 43 letters, digits, - and _ that every process with this token makes alike, and nobody without it.
    /// </summary>
    public string SecretFor(string purpose) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_token), Encoding.UTF8.GetBytes(purpose)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>A link that opens the bot with what it should do; in the emulator the chat page does.</summary>
    public string StartLink(string argument) =>
        ChatPage is { } page ? $"{page}?start={argument}" : $"https://t.me/{_identity?.Username}?start={argument}";

    public void Dispose() => _client?.Dispose();
}
