using NewsBot.Core.Intake;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>import PATH…</c>: what was added, what was already there, what was refused and why. Sends nothing.</summary>
internal static class ImportVerb
{
    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Words.Count == 0)
            throw new UsageException("import needs at least one file or folder.");
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        // Paths of the command line are relative to where it was typed, unlike those of the settings.
        var reports = await services.GetRequiredService<Importer>().ImportAsync(line.Words, cancellationToken);
        foreach (var report in reports)
        {
            foreach (var reason in report.Refused)
                Console.Error.WriteLine($"{report.Path}: refused: {reason}");
            if (report.Kind != ImportKind.Refused)
                Console.WriteLine(Say(report));
        }
        if (reports.Count == 0)
            Console.Error.WriteLine("There is no file to import.");
        return reports.Count == 0 || reports.Any(report => report.Refused.Count > 0) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static string Say(ImportReport report)
    {
        var (one, many) = report.Kind == ImportKind.Opml ? ("feed", "feeds") : ("article", "articles");
        var changed = report.Changed == 0 ? "" : $", {report.Changed} changed";
        return $"{report.Path}: {report.Added} {(report.Added == 1 ? one : many)} added, {report.Known} already there{changed}";
    }
}
