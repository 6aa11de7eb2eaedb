using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.Core.Wording;

namespace NewsBot.Tests.Wording;

/// <summary>Every text stands in every language, with the same names in it, and every key the code asks for exists.</summary>
public sealed partial class TextsTests
{
    [Fact]
    public void Texts_OfEveryLanguage_HaveTheSameKeysAndNames()
    {
        var problems = new List<string>();
        var english = Words.For("en");
        foreach (var words in Words.Languages.Select(Words.For))
        {
            problems.AddRange(english.Phrases.Keys.Except(words.Phrases.Keys).Select(key => $"{words.Language}.json lacks '{key}'"));
            problems.AddRange(words.Phrases.Keys.Except(english.Phrases.Keys).Select(key => $"en.json lacks '{key}', which {words.Language}.json has"));
            foreach (var (key, phrase) in words.Phrases)
            {
                if (phrase.IsPlural)
                    problems.AddRange(Plural.FormsOf(words.Language).Except(phrase.Forms.Keys).Select(form => $"{words.Language}.json: '{key}' lacks the form '{form}'"));
                if (phrase.Forms.Values.Any(string.IsNullOrWhiteSpace))
                    problems.Add($"{words.Language}.json: '{key}' is empty");
                if (english.Phrases.TryGetValue(key, out var original) && !NamesIn(phrase).SetEquals(NamesIn(original)))
                    problems.Add($"{words.Language}.json: '{key}' names {string.Join(' ', NamesIn(phrase))}, English names {string.Join(' ', NamesIn(original))}");
            }
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Texts_TheCodeAsksFor_Exist()
    {
        var known = Words.For("en").Phrases.Keys.ToHashSet();
        var groups = known.Select(key => key.Split('.')[0]).ToHashSet();
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains("/obj/", StringComparison.Ordinal))
                continue;
            foreach (Match call in AskedFor().Matches(File.ReadAllText(file)))
            {
                var key = call.Groups["key"].Value;
                if (key.EndsWith(".json", StringComparison.Ordinal))
                    continue;
                if (!known.Contains(key) && (call.Groups["call"].Success || groups.Contains(key.Split('.')[0])))
                    missing.Add($"{Path.GetFileName(file)} asks for '{key}', which is in no language file");
            }
        }
        Assert.True(missing.Count == 0, string.Join('\n', missing.Distinct()));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public void Texts_Markup_IsWhatTelegramTakes(string language)
    {
        var wrong = Words.For(language).Phrases
            .SelectMany(entry => entry.Value.Forms.Values.Select(text => (entry.Key, Text: text)))
            .Where(entry => Markup().Replace(entry.Text, "").AsSpan().ContainsAny('<', '>') || entry.Text.Contains('&', StringComparison.Ordinal))
            .Select(entry => entry.Key);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public void Texts_InTheFile_StandThereOnce(string language)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Root(), "src", "NewsBot.Core", "Wording", $"{language}.json")),
            new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        Assert.Empty(document.RootElement.EnumerateObject().GroupBy(entry => entry.Name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static HashSet<string> NamesIn(Phrase phrase) =>
        phrase.Forms.Values.SelectMany(text => Name().Matches(text).Select(match => match.Value))
            // A form for one number may leave the number out ("once a day").
            .Where(name => name != "{count}").ToHashSet();

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Name();

    [GeneratedRegex(@"</?(b|i|u|s|code|pre)>")]
    private static partial Regex Markup();

    // A literal of the form group.some-name: after a call that takes a key, or with a group that the files have.
    [GeneratedRegex("""(?<call>(?:Say|Html|TellAsync)\((?:session, )?)?"(?<key>[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+)"(?![-\w])""")]
    private static partial Regex AskedFor();
}
