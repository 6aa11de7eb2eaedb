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
        var reports = await services.GetRequiredService<Importer>().ImportAsync(line.Words, new Watching(), cancellationToken);
        if (reports.Count == 0)
            Console.Error.WriteLine("There is no file to import.");
        return reports.Count == 0 || reports.Any(report => report.Refused.Count > 0) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Say(ImportReport report)
    {
        foreach (var reason in report.Refused)
            Console.Error.WriteLine($"{report.Path}: refused: {reason}");
        if (report.Kind == ImportKind.Refused)
            return;
        var (one, many) = report.Kind == ImportKind.Opml ? ("feed", "feeds") : ("article", "articles");
        var changed = report.Changed == 0 ? "" : $", {report.Changed} changed";
        var repeated = report.Repeated == 0 ? "" : $", {report.Repeated} more than once in the file";
        Console.WriteLine($"{report.Path}: {report.Added} {(report.Added == 1 ? one : many)} added, {report.Known} already there{changed}{repeated}");
    }

    /// <summary>Says each file as soon as it is done, and how far a long import is, on standard error.</summary>
    private sealed class Watching : IProgress<ImportStep>
    {
        private const int Every = 1000;
        private const int ManyFiles = 50;
        private int _said;

        public void Report(ImportStep value)
        {
            switch (value)
            {
                case ImportStep.Part part when part.Done / Every > _said && part.Done < part.Total:
                    _said = part.Done / Every;
                    Console.Error.WriteLine($"{part.Path}: {part.Done} of {part.Total} feeds so far");
                    break;
                case ImportStep.File file:
                    _said = 0;
                    Say(file.Report);
                    if (file.Done % ManyFiles == 0 && file.Done < file.Total)
                        Console.Error.WriteLine($"{file.Done} of {file.Total} files so far");
                    break;
            }
        }
    }
}
