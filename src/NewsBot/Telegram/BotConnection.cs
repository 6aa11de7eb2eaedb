namespace NewsBot.Telegram;

/// <summary>Who the bot is, from getMe.</summary>
internal sealed record BotIdentity(long BotId, string Username, string Name);

/// <summary>
/// The connection to the Bot API: the client, made when the token is known (the emulator makes its own), and the
/// identity, known once getMe has answered.
/// </summary>
internal sealed class BotConnection : IDisposable
{
    private readonly TaskCompletionSource<BotIdentity> _identity = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TelegramClient? _client;

    public TelegramClient Client => _client ?? throw new InvalidOperationException("The Bot API's address is not known yet.");

    /// <summary>Null until getMe has answered.</summary>
    public BotIdentity? Identity => _identity.Task.IsCompletedSuccessfully ? _identity.Task.GetAwaiter().GetResult() : null;

    /// <summary>True while the Bot API is the emulator of this process.</summary>
    public bool IsEmulated { get; private set; }

    public void Use(string token, string apiBaseUrl, bool isEmulated)
    {
        _client = new TelegramClient(token, apiBaseUrl);
        IsEmulated = isEmulated;
    }

    public void Identify(BotIdentity identity) => _identity.TrySetResult(identity);

    public Task<BotIdentity> WaitForIdentityAsync(CancellationToken cancellationToken) => _identity.Task.WaitAsync(cancellationToken);

    public void Dispose() => _client?.Dispose();
}
