using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>Log lines for people: time, level where it matters, text, all on one line; bot tokens are masked.</summary>
internal sealed class ConsoleLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "lines";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception)
            text += " | " + exception.ToString();
        var level = logEntry.LogLevel switch
        {
            LogLevel.Critical or LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            _ => "",
        };
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss ", System.Globalization.CultureInfo.InvariantCulture));
        textWriter.Write(level);
        textWriter.WriteLine(Secrets.Mask(text.ReplaceLineEndings(" ⏎ ")));
    }

    /// <summary>Ours from Information on, the frameworks' from Warning on; <c>Logging:LogLevel</c> in the settings changes that.</summary>
    public static void Configure(ILoggingBuilder logging, IConfiguration settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("NewsBot", LogLevel.Information);
        // Failures at start are said by us, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None);
        logging.AddConfiguration(settings.GetSection("Logging"));
        logging.AddConsole(console => console.FormatterName = FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter, ConsoleLines>();
    }
}
