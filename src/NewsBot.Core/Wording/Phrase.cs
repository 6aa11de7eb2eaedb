using System.Text;
using System.Text.Json;

namespace NewsBot.Core.Wording;

/// <summary>One text of one language: a single form, or a form for each plural.</summary>
internal sealed class Phrase
{
    private const string Single = "";
    private readonly Dictionary<string, string> _forms;

    private Phrase(Dictionary<string, string> forms) => _forms = forms;

    /// <summary>The texts by form ("one", "few" …); a text without a number stands under the empty name.</summary>
    public IReadOnlyDictionary<string, string> Forms => _forms;

    /// <summary>Whether the form is chosen by a number.</summary>
    public bool IsPlural => !_forms.ContainsKey(Single);

    /// <summary>From a string, or an object of forms.</summary>
    public static Phrase Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? new Phrase(value.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString() ?? ""))
            : new Phrase(new Dictionary<string, string> { [Single] = value.GetString() ?? "" });

    /// <summary>Fills the <c>{name}</c>s; a plural chooses its form by the argument <c>count</c>.</summary>
    public string Fill(string language, IReadOnlyList<(string Name, object Value)> arguments, Func<object, string> print)
    {
        var text = IsPlural ? FormFor(language, CountIn(arguments)) : _forms[Single];
        if (arguments.Count == 0 || !text.Contains('{', StringComparison.Ordinal))
            return text;
        // In one pass, so that a brace inside a value is never taken for a name.
        var filled = new StringBuilder(text.Length + 64);
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                filled.Append(text[at]);
                continue;
            }
            var name = text[(at + 1)..end];
            filled.Append(print(arguments.First(argument => argument.Name == name).Value));
            at = end;
        }
        return filled.ToString();
    }

    /// <summary>A form "=0" or "=1" speaks for exactly this number.</summary>
    private string FormFor(string language, long count) =>
        _forms.TryGetValue($"={count}", out var exact) ? exact : _forms[Plural.Form(language, count)];

    private static long CountIn(IReadOnlyList<(string Name, object Value)> arguments) =>
        Convert.ToInt64(arguments.First(argument => argument.Name == "count").Value, System.Globalization.CultureInfo.InvariantCulture);
}
