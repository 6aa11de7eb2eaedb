using System.Text.RegularExpressions;

namespace NewsBot.Options;

/// <summary>Settings <c>Telegram:*</c>.</summary>
internal sealed partial class TelegramOptions
{
    public const string OfficialApi = "https://api.telegram.org";

    /// <summary>The bot's token, from Token or TokenFile. Null: the bot starts its own emulator.</summary>
    public string? Token { get; init; }

    /// <summary>Scheme, host and port of the Bot API server.</summary>
    public string ApiBaseUrl { get; init; } = OfficialApi;

    /// <summary>How updates come in.</summary>
    public UpdateSource Updates { get; init; } = UpdateSource.Polling;

    /// <summary>What Telegram says with each update that it posts. Null: one that all nodes derive from the token.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Whether the Bot API is our emulator or a server of the owner's: it may post to any address.</summary>
    public bool HasOwnServer => Token is null || ApiBaseUrl != OfficialApi;

    public static TelegramOptions Read(SettingReader reader, string folder)
    {
        var token = ReadToken(reader, folder);
        return new TelegramOptions
        {
            Token = token,
            ApiBaseUrl = ReadApi(reader, token is not null),
            Updates = reader.Choice("Telegram:Updates", UpdateSource.Polling),
            WebhookSecret = ReadSecret(reader),
        };
    }

    private static string? ReadSecret(SettingReader reader)
    {
        const string Key = "Telegram:WebhookSecret";
        return reader.Text(Key) is not { } secret || Secret().IsMatch(secret)
            ? reader.Text(Key)
            : throw SettingException.WrongSecret(Key, "1 to 256 letters A-Z and a-z, digits, _ and -", "k3Jd9-mQ_x7wP2vT8nR5");
    }

    private static string? ReadToken(SettingReader reader, string folder)
    {
        const string Example = "123456789:AAHexample_example_example_example1";
        var token = reader.Text("Telegram:Token");
        var file = reader.Text("Telegram:TokenFile");
        if (token is not null && file is not null)
            throw SettingException.Wrong("Telegram:TokenFile", file, "either Telegram:Token or Telegram:TokenFile, not both", "token.txt (and no Telegram:Token)");
        if (token is not null)
            return Form().IsMatch(token) ? token : throw SettingException.WrongSecret("Telegram:Token", "a bot token as @BotFather gives it", Example);
        if (file is null)
            return null;
        var content = ReadFile(Path.GetFullPath(file, folder), file);
        return Form().IsMatch(content)
            ? content
            : throw SettingException.Wrong("Telegram:TokenFile", file, "a file that holds a bot token as @BotFather gives it and nothing else", "token.txt");
    }

    private static string ReadFile(string path, string file)
    {
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[4096];
            return new string(text, 0, reader.ReadBlock(text)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception is FileNotFoundException or DirectoryNotFoundException ? $"{path} does not exist" : $"{path} cannot be read by this user";
            throw SettingException.Wrong("Telegram:TokenFile", file, $"a file that the bot may read ({reason})", "token.txt");
        }
    }

    private static string ReadApi(SettingReader reader, bool hasToken)
    {
        const string Key = "Telegram:ApiBaseUrl";
        if (reader.Text(Key) is not { } text)
            return OfficialApi;
        if (!Addresses.IsOrigin(text))
            throw SettingException.Wrong(Key, text, "scheme, host and port of a Bot API server and nothing after them", OfficialApi);
        var address = text.TrimEnd('/');
        if (!hasToken && address != OfficialApi)
            throw SettingException.Wrong(Key, text, "Telegram:Token or Telegram:TokenFile beside it (without a token the bot starts its own emulator)", OfficialApi);
        return address;
    }

    [GeneratedRegex("^[1-9][0-9]{0,17}:[A-Za-z0-9_-]{3,}$")]
    private static partial Regex Form();

    // Bot API, setWebhook, secret_token.
    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex Secret();
}

/// <summary>How the bot gets its updates.</summary>
internal enum UpdateSource
{
    /// <summary>The leader asks for them (getUpdates).</summary>
    Polling,

    /// <summary>Telegram posts them to any node (setWebhook).</summary>
    Webhook,
}
