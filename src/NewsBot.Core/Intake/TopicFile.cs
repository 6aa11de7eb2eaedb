using System.Text.Json;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>The file <c>topics.json</c> of the seeds.</summary>
/// <param name="Version">Grows with every change of the file.</param>
/// <param name="Topics">In their order.</param>
/// <param name="Problems">Topics that were left out, each with the reason, in English.</param>
internal sealed record TopicFile(long Version, IReadOnlyList<Topic> Topics, IReadOnlyList<string> Problems)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the file. A topic without a key, or whose query cannot be read, is left out.</summary>
    /// <exception cref="JsonException">The file is not JSON of this form.</exception>
    public static TopicFile Parse(string json)
    {
        var file = JsonSerializer.Deserialize<FileForm>(json, Json) ?? throw new JsonException("the file is empty");
        var topics = new List<Topic>();
        var problems = new List<string>();
        foreach (var form in file.Topics)
        {
            if (string.IsNullOrWhiteSpace(form.Key) || topics.Any(topic => topic.TopicKey == form.Key))
                problems.Add($"a topic has no key of its own: '{form.Key}'");
            else if (QueryParser.Parse(form.Query) is QueryParseResult.Failed failed)
                problems.Add($"the query of topic '{form.Key}' cannot be read: {failed.Error.Problem} at character {failed.Error.Position + 1}");
            else
                topics.Add(form.ToTopic(topics.Count));
        }

        return new TopicFile(file.Version, topics, problems);
    }

    private sealed record FileForm
    {
        public long Version { get; init; }
        public IReadOnlyList<TopicForm> Topics { get; init; } = [];
    }

    private sealed record TopicForm
    {
        public string Key { get; init; } = "";
        public string Emoji { get; init; } = "";
        public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();
        public string Query { get; init; } = "";

        public Topic ToTopic(int position) => new()
        {
            TopicKey = TextCleaner.Clean(Key),
            Emoji = TextCleaner.Clean(Emoji),
            Titles = JsonSerializer.Serialize(Titles),
            Query = TextCleaner.Clean(Query),
            Origin = TopicStore.Seed,
            Position = position,
        };
    }
}
