namespace NewsBot.HostTests.Contract;

/// <summary>The query language, row by row, as a person meets it in /search.</summary>
public sealed class QueryLanguageRowTests(SharedBot bot) : SharedBotRows(bot)
{
    [Theory]
    [InlineData("ceasefire deal", SharedBot.Deal)]
    [InlineData("\"power plants\"", SharedBot.Plants)]
    [InlineData("\"plants power\"", SharedBot.Plants)] // the title: Plants, power and gardens
    [InlineData("\"gardens power\"")]
    [InlineData("ukraine OR kyiv", SharedBot.Deal, SharedBot.Plants, SharedBot.Opinion)]
    [InlineData("ceasefire -opinion", SharedBot.Deal)]
    [InlineData("ceasefire NOT opinion", SharedBot.Deal)]
    [InlineData("(ukraine OR kyiv) ceasefire", SharedBot.Deal, SharedBot.Opinion)]
    [InlineData("ceasefi*", SharedBot.Deal, SharedBot.Opinion)]
    [InlineData("title:putin", SharedBot.Putin)]
    [InlineData("title:ukraine")]
    [InlineData("source:bbc", SharedBot.Deal, SharedBot.Plants, SharedBot.Virus)]
    [InlineData("lang:uk", SharedBot.Truce)]
    [InlineData("AT&T", SharedBot.Names)]
    [InlineData("C++", SharedBot.Names)]
    [InlineData("об'єкт", SharedBot.Names)]
    [InlineData("COVID-19", SharedBot.Virus)]
    [InlineData("covid19", SharedBot.Virus)]
    [InlineData("\"covid 19\"", SharedBot.Virus)]
    [InlineData("iphone 15", SharedBot.Virus)]
    [InlineData("ceasefire or deal")] // operators are upper case
    public async Task Query_OfTheRow_FindsTheseAndNoOthers(string query, params string[] titles)
    {
        var person = await Bot.PersonAsync(Cancellation);

        var answer = await Bot.AskAsync(person, "/search " + query, Cancellation);

        Assert.Equal(SharedBot.Titles.Where(titles.Contains), SharedBot.Titles.Where(title => answer.Text.Contains(title, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("(kyiv OR", "OR", "kyiv")]
    [InlineData("\"power plants", "never closed", "\"power plants\"")]
    [InlineData("ab*", "3 letters", null)]
    [InlineData("-football", "what you do not want", "football")]
    public async Task Query_ThatCannotBeRead_IsAnsweredWithTheReasonAndARepairToTap(string query, string reason, string? repaired)
    {
        var person = await Bot.PersonAsync(Cancellation);

        var answer = await Bot.AskAsync(person, "/search " + query, Cancellation);

        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
        Assert.Contains(query, answer.Text, StringComparison.Ordinal);
        if (repaired is not null)
        {
            await Bot.People.PressAndAwaitAnswerAsync(answer, person, repaired, Cancellation);
            await Bot.People.WaitForMessageAsync(person, answer.Id - 1, message => !message.Text.Contains(reason, StringComparison.Ordinal), "what the repaired query finds", Cancellation);
        }
    }
}
