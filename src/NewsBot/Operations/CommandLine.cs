using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>The command line is wrong: one line that says what, and the usage. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>
/// The command line taken apart: a verb with its words and options, and settings (<c>--Telegram:Token VALUE</c>,
/// <c>--Urls=VALUE</c>). Nothing is ignored.
/// </summary>
internal sealed record CommandLine(
    Verb? Verb,
    IReadOnlyList<string> Words,
    IReadOnlyDictionary<string, string?> Options,
    IReadOnlyDictionary<string, string?> Settings,
    bool Help)
{
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var options = new Dictionary<string, string?>(StringComparer.Ordinal);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var verb = arguments.Count > 0 && !arguments[0].StartsWith('-') ? Verbs.Find(arguments) : null;
        var help = false;
        for (var index = verb?.Name.Split(' ').Length ?? 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument == "--")
            {
                words.AddRange(arguments.Skip(index + 1));
                break;
            }
            if (argument is "--help" or "-h" or "-?")
                help = true;
            else if (argument.StartsWith("--", StringComparison.Ordinal))
                ReadOption(verb, arguments, ref index, options, settings);
            // A query may exclude a word: search ceasefire -opinion.
            else if (verb is null)
                throw new UsageException($"\"{argument}\" is not understood here.");
            else
                words.Add(argument);
        }
        return new CommandLine(verb, words, options, settings, help);
    }

    private static void ReadOption(
        Verb? verb, IReadOnlyList<string> arguments, ref int index,
        Dictionary<string, string?> options, Dictionary<string, string?> settings)
    {
        var (name, value) = Split(arguments[index][2..]);
        if (IsSetting(name))
        {
            settings[name] = value ?? Next(arguments, ref index)
                ?? throw new UsageException($"The setting --{name} has no value.");
            return;
        }
        var option = verb?.Options.FirstOrDefault(option => option.Name == name)
            ?? throw new UsageException(Unknown(name, verb));
        if (options.ContainsKey(name))
            throw new UsageException($"The option --{name} is given twice.");
        options[name] = option.Value switch
        {
            null when value is null => null,
            null => throw new UsageException($"The option --{name} takes no value."),
            _ => value ?? Next(arguments, ref index) ?? throw new UsageException($"The option --{name} needs a value: {option.Value}."),
        };
    }

    private static string Unknown(string name, Verb? verb)
    {
        var known = (verb?.Options ?? []).Select(option => option.Name);
        var nearest = Spelling.Nearest(name, known);
        return $"There is no option --{name}{(verb is null ? "" : " of " + verb.Name)}."
            + (nearest is null ? "" : $" Did you mean --{nearest}?");
    }

    private static bool IsSetting(string name) => name.Contains(':') || name.Equals("Urls", StringComparison.OrdinalIgnoreCase);

    private static (string Name, string? Value) Split(string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    // A value may begin with a dash (-1), but another option is none.
    private static string? Next(IReadOnlyList<string> arguments, ref int index) =>
        index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++index] : null;
}
