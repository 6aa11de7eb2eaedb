using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>One line of the labelled stories (Labelled/README.md).</summary>
internal sealed record LabelledStory(
    [property: JsonPropertyName("event"), JsonRequired] string Event,
    [property: JsonPropertyName("outlet"), JsonRequired] string Outlet,
    [property: JsonPropertyName("language"), JsonRequired] string Language,
    [property: JsonPropertyName("minutes"), JsonRequired] int Minutes,
    [property: JsonPropertyName("title"), JsonRequired] string Title,
    [property: JsonPropertyName("lead"), JsonRequired] string Lead,
    [property: JsonPropertyName("body"), JsonRequired] string Body,
    [property: JsonPropertyName("like")] string? Like,
    [property: JsonPropertyName("trap")] string? Trap)
{
    private static readonly JsonSerializerOptions _strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Whether it only resembles what others report.</summary>
    public bool IsLookAlike => Like is not null;

    public static string PathOf(string half) => Path.Combine(AppContext.BaseDirectory, "Stories", "Labelled", half + ".jsonl");

    /// <summary>A half as it stands in the file.</summary>
    public static IReadOnlyList<LabelledStory> Read(string half) =>
        [.. File.ReadLines(PathOf(half)).Select(line => JsonSerializer.Deserialize<LabelledStory>(line, _strict)!)];

    /// <summary>What a half is recognised by beside its figures.</summary>
    public static string HashOf(string half) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(half))));

    /// <summary>The articles in the order in which they appeared, as the pipeline takes them.</summary>
    public static IReadOnlyList<(LabelledStory Label, StoryArticle Article)> InOrder(IReadOnlyList<LabelledStory> half) =>
    [
        .. half.Select((label, index) => (Label: label, Index: index)).OrderBy(one => one.Label.Minutes).ThenBy(one => one.Index)
            .Select((one, number) => (one.Label, new StoryArticle(
                number + 1, one.Label.Outlet, one.Label.Language, one.Label.Minutes * 60_000L, one.Label.Title, one.Label.Lead, one.Label.Body, []))),
    ];
}
