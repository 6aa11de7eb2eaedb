namespace NewsBot.Core.Delivery;

/// <summary>What became of the download of a file that somebody sent.</summary>
internal abstract record FileDownload
{
    private FileDownload()
    {
    }

    /// <summary>All of it.</summary>
    public sealed record Received(ReadOnlyMemory<byte> Bytes) : FileDownload;

    /// <summary>Larger than was asked for, or than Telegram gives to bots.</summary>
    public sealed record TooLarge : FileDownload;

    /// <summary>Telegram did not give it, or not in time. <paramref name="Reason"/>: for the log, without the token.</summary>
    public sealed record Failed(string Reason) : FileDownload;
}
