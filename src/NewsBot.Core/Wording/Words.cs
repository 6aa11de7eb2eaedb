using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace NewsBot.Core.Wording;

/// <summary>A piece that is Telegram HTML already: <see cref="Words.Html"/> puts it in as it stands.</summary>
internal readonly record struct Markup(string Html);

/// <summary>
/// The texts of one interface language, from <c>Wording/en.json</c> and <c>uk.json</c>. Texts are whole sentences with
/// <c>{name}</c>s; those with a <c>{count}</c> have one form per plural.
/// </summary>
internal sealed partial class Words
{
    private static readonly FrozenDictionary<string, Words> All =
        new[] { "en", "uk" }.ToFrozenDictionary(language => language, language => new Words(language, Load(language)));

    private readonly FrozenDictionary<string, Phrase> _phrases;

    private Words(string language, FrozenDictionary<string, Phrase> phrases) => (Language, _phrases) = (language, phrases);

    /// <summary>Interface languages, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "uk"];

    /// <summary>"en" or "uk".</summary>
    public string Language { get; }

    /// <summary>Every text by its key.</summary>
    public IReadOnlyDictionary<string, Phrase> Phrases => _phrases;

    /// <summary>The texts of this language; of an unknown one: English. Takes "uk-UA" for "uk".</summary>
    public static Words For(string? language)
    {
        var primary = (language ?? "").Split('-', '_')[0].ToLowerInvariant();
        return All.TryGetValue(primary, out var words) ? words : All["en"];
    }

    /// <summary>Whether there is a text of this key.</summary>
    public bool Knows(string key) => _phrases.ContainsKey(key);

    /// <summary>
    /// The text as plain text: the caller escapes it for HTML. The plural form is chosen by the argument <c>count</c>.
    /// An unknown key or a missing argument is a bug and throws.
    /// </summary>
    public string Say(string key, params IReadOnlyList<(string Name, object Value)> arguments) =>
        Of(key).Fill(Language, arguments, Print);

    /// <summary>The text as Telegram HTML: its own markup stays, arguments are escaped, but for <see cref="Markup"/>.</summary>
    public string Html(string key, params IReadOnlyList<(string Name, object Value)> arguments) =>
        Of(key).Fill(Language, arguments, value => value is Markup markup ? markup.Html : Escape(Print(value)));

    private Phrase Of(string key) =>
        _phrases.TryGetValue(key, out var phrase) ? phrase : throw new KeyNotFoundException($"There is no text '{key}' in {Language}.json.");

    private string Print(object value) => value switch
    {
        string text => text,
        long number => Number(number),
        int number => Number(number),
        TimeSpan span => Span(span),
        Markup markup => markup.Html,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // Wording stands below Delivery, whose TelegramHtml says the same (Bot API, "HTML style").
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static FrozenDictionary<string, Phrase> Load(string language)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"NewsBot.Core.Wording.{language}.json")
            ?? throw new InvalidOperationException($"The texts of '{language}' are not embedded.");
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return document.RootElement.EnumerateObject().ToFrozenDictionary(entry => entry.Name, entry => Phrase.Read(entry.Value));
    }
}
