using NewsBot.Core.Delivery;
using Telegram.Bot;

namespace NewsBot.Telegram;

/// <summary>Downloads what people send (Bot API, getFile: the link holds for an hour, files above 20 MB are not given out).</summary>
internal static class TelegramFiles
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>The bytes of the file, or why not. Never throws but for cancellation.</summary>
    public static async Task<FileDownload> DownloadAsync(ITelegramBotClient client, string fileId, int limit, CancellationToken cancellationToken)
    {
        // The client's own time limit ends with the headers; a file that trickles in must end too.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        using var content = new LimitedStream(limit);
        try
        {
            var file = await client.GetFile(fileId, patience.Token);
            if (file.FileSize > limit)
                return new FileDownload.TooLarge();
            if (file.FilePath is null)
                return new FileDownload.Failed("Telegram named no path for the file.");
            await client.DownloadFile(file, content, patience.Token);
            return content.IsFull ? new FileDownload.TooLarge() : new FileDownload.Received(content.ToArray());
        }
        // Telegram's word for a file beyond what bots may have.
        catch (Exception exception) when (content.IsFull || exception.Message.Contains("file is too big", StringComparison.OrdinalIgnoreCase))
        {
            return new FileDownload.TooLarge();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FileDownload.Failed($"Telegram did not give the file within {_patience.TotalSeconds} s.");
        }
        catch (Exception exception) when (exception is IOException || TelegramErrors.Explain(exception, 0) is not null)
        {
            return new FileDownload.Failed(TelegramErrors.Text(exception));
        }
    }

    /// <summary>Takes no more than it may, and ends the download there: the size that was stated need not be true.</summary>
    private sealed class LimitedStream(int limit) : MemoryStream
    {
        public bool IsFull { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Check(count);
            return base.WriteAsync(buffer, offset, count, cancellationToken);
        }

        private void Check(int count)
        {
            if (Length + count <= limit)
                return;
            IsFull = true;
            throw new IOException("The file is larger than wanted.");
        }
    }
}
