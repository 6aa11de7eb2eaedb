using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace NewsBot.Options;

/// <summary>
/// Reads settings one by one and remembers every key that was asked for, so that what is left over is unknown.
/// Each wrong value throws a <see cref="SettingException"/>.
/// </summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the key is missing or empty.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        return configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>The value, or the default when the key is missing. The parser answers null for a wrong value.</summary>
    public T Value<T>(string key, T standard, Func<string, T?> parse, string expected, string example) where T : struct
    {
        _known.Add(key);
        if (configuration[key] is not { } text)
            return standard;
        return parse(text.Trim()) ?? throw SettingException.Wrong(key, text, expected, example);
    }

    public bool Flag(string key, bool standard) =>
        Value(key, standard, text => bool.TryParse(text, out var flag) ? flag : null, "true or false", standard ? "false" : "true");

    public int Integer(string key, int standard, int least, int most) =>
        Value(key, standard,
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most ? number : null,
            FormattableString.Invariant($"a whole number from {least} to {most}"),
            standard.ToString(CultureInfo.InvariantCulture));

    public double Number(string key, double standard, double least, double most) =>
        Value(key, standard,
            text => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most ? number : null,
            FormattableString.Invariant($"a number from {least} to {most}"),
            standard.ToString(CultureInfo.InvariantCulture));

    /// <summary>A time span as [days.]hours:minutes:seconds. A bare number is refused: .NET would read it as days.</summary>
    public TimeSpan Span(string key, TimeSpan standard, TimeSpan least, TimeSpan most) =>
        Value(key, standard,
            text => text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
                && span >= least && span <= most ? span : null,
            $"a time span [days.]hours:minutes:seconds from {least:c} to {most:c}",
            standard.ToString("c", CultureInfo.InvariantCulture));

    public T Choice<T>(string key, T standard) where T : struct, Enum =>
        Value(key, standard,
            text => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : (T?)null,
            "one of " + string.Join(", ", Enum.GetNames<T>()),
            standard.ToString());

    /// <summary>
    /// The keys of the members of a list, as "Feeds:Sources:0", in the order of their numbers. Each may have the given
    /// fields; without fields a member is a value.
    /// </summary>
    public IReadOnlyList<string> Members(string key, params string[] fields)
    {
        _known.Add(key);
        var members = configuration.GetSection(key).GetChildren().Select(child => child.Key).ToArray();
        foreach (var member in members)
        {
            if (!int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw SettingException.Wrong($"{key}:{member}", configuration[$"{key}:{member}"], "a number for the place in the list", "0");
            foreach (var field in configuration.GetSection($"{key}:{member}").GetChildren())
            {
                if (!fields.Contains(field.Key, StringComparer.OrdinalIgnoreCase))
                    throw SettingException.Unknown(field.Path, field.Value, Spelling.Nearest(field.Path, fields.Select(name => $"{key}:{member}:{name}")));
            }
        }
        return members.OrderBy(member => int.Parse(member, CultureInfo.InvariantCulture)).Select(member => $"{key}:{member}").ToArray();
    }

    /// <summary>Refuses every key that nobody asked for, with the nearest one that exists.</summary>
    public void RefuseUnknown()
    {
        foreach (var (key, value) in configuration.AsEnumerable().OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            var isSection = _known.Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
            if (_known.Contains(key) || (isSection && string.IsNullOrEmpty(value)) || Foreign(key))
                continue;
            // A key with members is refused at its first member, which says more.
            if (value is null)
                continue;
            throw SettingException.Unknown(key, value, Spelling.Nearest(key, _known));
        }
    }

    // Understood by the frameworks, not by us.
    private static bool Foreign(string key) =>
        key.Equals("Logging", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase);
}
