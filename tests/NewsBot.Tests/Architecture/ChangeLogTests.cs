using System.Text.RegularExpressions;

namespace NewsBot.Tests.Architecture;

/// <summary>Whoever writes subscriptions, mutes or topics writes the log of changes too, or other nodes never hear of it.</summary>
public sealed partial class ChangeLogTests
{
    [Fact]
    public void Source_WritingWhoWaitsForWhat_NotesTheChange() =>
        Assert.All(
            Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)).Where(file => Writes(Repository.Read(file))),
            file => Assert.Contains("SubscriptionChanges.Note", Repository.Read(file), StringComparison.Ordinal));

    [Theory]
    [InlineData("INSERT INTO subscription (destination_id)", true)]
    [InlineData("UPDATE mute SET ended_at = NULL", true)]
    [InlineData("DELETE FROM topic WHERE 1 = 1", true)]
    [InlineData("INSERT INTO subscription_change (kind)", false)]
    [InlineData("SELECT * FROM subscription", false)]
    public void Writes_OfAStatement_IsToldApart(string statement, bool writes) => Assert.Equal(writes, Writes(statement));

    private static bool Writes(string text) => Statement().IsMatch(text);

    [GeneratedRegex(@"(INSERT INTO|UPDATE|DELETE FROM)\s+(subscription|mute|topic)\b")]
    private static partial Regex Statement();
}
