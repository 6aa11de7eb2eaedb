namespace NewsBot.Tests.Feeds;

/// <summary>Tells how many bytes of bodies the fetcher has read.</summary>
internal sealed class CountingHandler(HttpMessageHandler inner) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(long Bytes, TaskCompletionSource Reached)> _waiting = [];
    private long _bytes;

    public Task ReachedAsync(long bytes)
    {
        lock (_lock)
        {
            if (_bytes >= bytes)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((bytes, reached));
            return reached.Task;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var invoker = new HttpMessageInvoker(inner, disposeHandler: false);
        var response = await invoker.SendAsync(request, cancellationToken);
        var content = new StreamContent(new CountedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Count));
        response.Content = content;
        return response;
    }

    // Counted when the next piece is asked for: then the one before has been taken note of.
    private void Count(int bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Bytes <= _bytes))
                reached.TrySetResult();
        }
    }

    private sealed class CountedStream(Stream inner, Action<int> count) : Stream
    {
        private int _last;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            count(_last);
            return _last = await inner.ReadAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
