using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Tests.Architecture;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>The conversations in Transcripts/*.txt, word for word. With NEWSBOT_WRITE_TRANSCRIPTS=1 the answers are written anew, to be read.</summary>
public sealed class TranscriptTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "NewsBot.Tests", "Conversation", "Transcripts");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Transcript_Played_GivesTheAnswersWritten(string name)
    {
        var file = Path.Combine(Folder, name + ".txt");
        var written = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var mode = name.StartsWith("access-invite", StringComparison.Ordinal) ? AccessMode.Invite : name.StartsWith("access-private", StringComparison.Ordinal) ? AccessMode.Private : AccessMode.Open;
        await using var bot = await TestBot.StartAsync(mode);

        var played = await Transcript.RunAsync(bot, written.Split('\n'));

        if (Environment.GetEnvironmentVariable("NEWSBOT_WRITE_TRANSCRIPTS") == "1")
            await File.WriteAllTextAsync(file, played, TestContext.Current.CancellationToken);
        else
            Assert.Equal(Stable(written), Stable(played));
    }

    [Theory]
    [InlineData("alert")]
    [InlineData("digest")]
    [InlineData("feed-health")]
    [InlineData("flood")]
    [InlineData("group")]
    [InlineData("latest")]
    [InlineData("latest-muted")]
    [InlineData("opml")]
    [InlineData("may-wake")]
    [InlineData("narrow")]
    [InlineData("night")]
    [InlineData("opml-group")]
    [InlineData("quiet")]
    [InlineData("search-uk")]
    [InlineData("stories")]
    [InlineData("stories-apart")]
    [InlineData("subscribe-address")]
    [InlineData("subscriptions")]
    [InlineData("why")]
    [InlineData("why-not")]
    public async Task Transcript_PlayedOnPostgreSql_GivesTheSameAnswers(string name)
    {
        var written = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"), TestContext.Current.CancellationToken);
        await using var bot = await TestBot.StartAsync(provider: NewsBot.Core.Storage.StorageProvider.PostgreSql);

        Assert.Equal(written, await Transcript.RunAsync(bot, written.Split('\n')));
    }

    [Fact]
    public void Transcripts_OfEveryCommand_Exist()
    {
        var all = string.Join('\n', Directory.EnumerateFiles(Folder, "*.txt").Select(File.ReadAllText));
        Assert.Empty(NewsBot.Core.Conversation.Commands.All.Where(command => !all.Contains($"> /{command.Name}", StringComparison.Ordinal)).Select(command => command.Name));
    }

    // Empty is left out: a command without a query says how to write one.
    [Fact]
    public void Transcripts_OfEveryMistakeInAQuery_Exist()
    {
        var played = File.ReadAllText(Path.Combine(Folder, "query-errors.txt"));
        var words = NewsBot.Core.Wording.Words.For("en");

        Assert.All(Enum.GetValues<QueryProblem>().Where(problem => problem is not QueryProblem.Empty), problem =>
            Assert.Contains(words.Phrases[new QueryError(problem, 0, 0, new([])).TextKey].Forms[""].Split('{')[0], played, StringComparison.Ordinal));
    }

    // Invitations and claims are made of chance, and the size of the store and the version change.
    private static string Stable(string text) => System.Text.RegularExpressions.Regex.Replace(text, "(?<=start=invite-)[A-Za-z0-9]+|(?<=NewsBot )[0-9]+[.][0-9]+[.][0-9]+|[0-9]+(?= MB)", "X");
}
