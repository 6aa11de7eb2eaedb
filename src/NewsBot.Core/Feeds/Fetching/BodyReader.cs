namespace NewsBot.Core.Feeds;

/// <summary>A body as it came over the line, still packed.</summary>
/// <param name="Bytes">What came.</param>
/// <param name="IsCutOff">There was more than permitted.</param>
internal sealed record PackedBody(ReadOnlyMemory<byte> Bytes, bool IsCutOff);

/// <summary>
/// Reads bodies from the line within the limits: never more bytes than permitted, only a few large ones at a time, and none
/// that trickles.
/// </summary>
internal sealed class BodyReader(FetchLimits limits, TimeProvider time) : IDisposable
{
    private const int Piece = 16 * 1024;

    private readonly SemaphoreSlim _large = new(limits.LargeAtOnce, limits.LargeAtOnce);

    /// <summary>The body, or null when it came more slowly than permitted.</summary>
    public async Task<PackedBody?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var slow = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        var watch = new RateWatch(limits.LeastBytes, slow);
        await using var timer = time.CreateTimer(_ => watch.Look(), null, limits.RateSpan, limits.RateSpan);
        var holdsLarge = false;
        using var read = new MemoryStream();
        var piece = new byte[Piece];
        try
        {
            int length;
            while ((length = await body.ReadAsync(piece, either.Token)) > 0)
            {
                watch.Count(length);
                if (read.Length + length > limits.Bytes)
                {
                    read.Write(piece, 0, (int)(limits.Bytes - read.Length));
                    return new PackedBody(Bytes(read), IsCutOff: true);
                }

                read.Write(piece, 0, length);
                if (holdsLarge || read.Length < limits.Large)
                    continue;
                // To wait for others is not the server's slowness.
                watch.IsOff = true;
                await _large.WaitAsync(cancellationToken);
                holdsLarge = true;
                watch.IsOff = false;
            }

            return new PackedBody(Bytes(read), IsCutOff: false);
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (holdsLarge)
                _large.Release();
        }
    }

    public void Dispose() => _large.Dispose();

    private static ReadOnlyMemory<byte> Bytes(MemoryStream read) => read.GetBuffer().AsMemory(0, (int)read.Length);

    /// <summary>Cancels when too few bytes came between two looks.</summary>
    private sealed class RateWatch(long least, CancellationTokenSource slow)
    {
        private long _bytes;
        private volatile bool _isOff;

        public bool IsOff
        {
            set
            {
                Interlocked.Exchange(ref _bytes, least);
                _isOff = value;
            }
        }

        public void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

        public void Look()
        {
            if (Interlocked.Exchange(ref _bytes, 0) >= least || _isOff)
                return;
            try
            {
                slow.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The body ended in the same moment.
            }
        }
    }
}
