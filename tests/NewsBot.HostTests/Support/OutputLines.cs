namespace NewsBot.HostTests.Support;

/// <summary>Lines of a process, which tests can wait for.</summary>
internal sealed class OutputLines
{
    private readonly Lock _lock = new();
    private readonly List<(string Text, bool IsError)> _lines = [];
    private readonly List<(string Text, TaskCompletionSource<string> Found)> _waiting = [];

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_lock)
                return [.. _lines.Where(line => line.IsError).Select(line => line.Text)];
        }
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines.Where(line => !line.IsError).Select(line => line.Text)];
        }
    }

    public void Add(string? line, bool isError)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _lines.Add((line, isError));
            foreach (var wait in _waiting.Where(wait => line.Contains(wait.Text, StringComparison.Ordinal)))
                wait.Found.TrySetResult(line);
        }
    }

    public string? Find(string text)
    {
        lock (_lock)
            return _lines.Select(line => line.Text).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
    }

    public Task<string> WaitAsync(string text, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_lines.Select(line => line.Text).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                return Task.FromResult(line);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join('\n', _lines.Select(line => line.IsError ? "[error] " + line.Text : line.Text));
    }
}
