using System.Diagnostics;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Documentation;

/// <summary>A command line in a shell, ended with all that it started.</summary>
internal sealed class ShellCommand : IAsyncDisposable
{
    // Publishing builds anew, which takes its time on a small machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly OutputLines _output = new();

    private ShellCommand(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Add(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => _output.Add(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines => _output.Lines;

    public IReadOnlyList<string> Errors => _output.Errors;

    /// <summary>Starts the command; it returns at once.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="command">What a person would type.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static ShellCommand Start(string folder, string command, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ShellCommand(Process.Start(start)!);
    }

    /// <summary>The first line, printed or to come, that holds the text; fails with the whole output when the command ends first.</summary>
    public async Task<string> WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var found = _output.WaitAsync(text, patience.Token);
        await Task.WhenAny(found, _process.WaitForExitAsync(patience.Token));
        return _output.Find(text) ?? throw new InvalidOperationException($"No line with \"{text}\":\n{_output}");
    }

    /// <summary>Types a line and ends the input.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        _process.StandardInput.Close();
    }

    /// <summary>Waits for the end and expects success.</summary>
    public async Task SucceedAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == 0, $"Exit code {_process.ExitCode}:\n{_output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }
}
