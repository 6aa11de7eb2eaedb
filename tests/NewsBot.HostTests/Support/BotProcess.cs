using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NewsBot.HostTests.Support;

/// <summary>
/// The real program as a process of its own, in a private folder with free ports. What it prints is kept, and tests wait
/// for its lines.
/// </summary>
internal sealed class BotProcess : IAsyncDisposable
{
    /// <summary>The built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "newsbot.dll");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly OutputLines _output = new();

    private BotProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Add(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => _output.Add(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything printed so far, both streams in the order they came.</summary>
    public string Output => _output.ToString();

    /// <summary>Lines on standard error.</summary>
    public IReadOnlyList<string> Errors => _output.Errors;

    /// <summary>Lines on standard output.</summary>
    public IReadOnlyList<string> Lines => _output.Lines;

    /// <summary>Starts the program in the folder; it returns at once.</summary>
    /// <param name="folder">The working directory; its appsettings.json, if there is one, is the one that is read.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Variables beside those of this process; null takes one away.</param>
    public static BotProcess Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new BotProcess(Process.Start(start)!);
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The first line, printed or to come, that holds the text; fails with the whole output when the process ends first.</summary>
    public async Task<string> WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var ended = _process.WaitForExitAsync(patience.Token);
        var found = _output.WaitAsync(text, patience.Token);
        if (await Task.WhenAny(found, ended) == found && found.IsCompletedSuccessfully)
            return await found;
        // What was printed last may come after the end.
        return _output.Find(text) ?? throw new InvalidOperationException($"No line with \"{text}\" (exit code {(HasExited ? _process.ExitCode : null)}):\n{Output}");
    }

    /// <summary>The exit code, once the process has ended by itself.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The process did not end:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(cancellationToken);
        return await WaitForExitAsync(cancellationToken);
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
