namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>A page call that can't be done; the message says what, why and what to do.</summary>
internal sealed class PageError(int status, string message) : Exception(message)
{
    public int Status => status;

    public static PageError NotFound(string what) => new(404, what);
}
