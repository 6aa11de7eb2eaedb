using NewsBot.Core.Conversation;
using NewsBot.Core.Wording;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Conversation;

public sealed class CommandsPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "commands.md");

    [Fact]
    public async Task CommandsPage_InTheDocs_IsMadeFromTheCommands()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(Page, CommandsPage.Text(), TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(Page) && await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken) == CommandsPage.Text(),
            "docs/commands.md is not what Commands.All says. Make it anew: NEWSBOT_WRITE_DOCS=1 dotnet run --project tests/NewsBot.Tests -- --filter-class \"*CommandsPageTests\"");
    }

    [Fact]
    public void CommandMenu_OfEveryScopeAndLanguage_IsWhatTelegramTakes()
    {
        Assert.Equal(3 * Words.Languages.Count, CommandMenu.All.Count);
        Assert.All(CommandMenu.All, part =>
        {
            Assert.InRange(part.Entries.Count, 1, part.Scope == "all_group_chats" ? 4 : 8);
            Assert.All(part.Entries, entry => Assert.InRange(entry.Description.Length, 1, 256));
        });
        Assert.Contains(CommandMenu.All, part => part is { Scope: "all_private_chats", LanguageCode: null });
        Assert.Contains(CommandMenu.All, part => part is { Scope: "all_private_chats", LanguageCode: "uk" });
    }

    [Fact]
    public void Commands_OfTheList_AreAllOpenToAButton() =>
        Assert.All(Commands.All, command => Assert.All(Words.Languages, language => Assert.True(Words.For(language).Knows("open." + command.Name))));

    [Fact]
    public void Presses_OfTheList_CoverEveryVerbOnce()
    {
        var verbs = typeof(Verbs).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(verbs.Order(), Presses.All.Select(press => press.Verb).Order());
    }

    [Theory]
    [InlineData("serach", "search")]
    [InlineData("latets", "latest")]
    [InlineData("subscribe1", "subscribe")]
    [InlineData("sub", "subscribe")]
    [InlineData("frobnicate", null)]
    public void UnknownCommand_NearAKnownOne_IsFound(string typed, string? expected) => Assert.Equal(expected, UnknownCommand.Nearest(Commands.All, typed));
}
