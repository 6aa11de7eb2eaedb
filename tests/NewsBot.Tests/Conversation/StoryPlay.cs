using System.Text.RegularExpressions;
using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.ConversationTests;
using static NewsBot.Tests.Support.TestBot;

namespace NewsBot.Tests.Conversation;

/// <summary>Steps of tests about stories: what somebody types and presses, and what is shown then.</summary>
internal static partial class StoryPlay
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TestBot, ChatRequest> Shown = [];

    /// <summary>Types something; what was shown last.</summary>
    public static async Task<ChatRequest> ShowAsync(TestBot bot, string text, long user = 11)
    {
        await bot.AcceptAsync(Says(text, user: user));
        return Keep(bot, (await bot.RunAsync())[^1].Request);
    }

    /// <summary>Presses a button; the text that was shown, or the last of what else.</summary>
    public static async Task<ChatRequest> PressAsync(TestBot bot, string data, long user = 11)
    {
        var answers = await PressAllAsync(bot, data, user);
        return Keep(bot, answers.LastOrDefault(answer => answer is ChatRequest.EditText or ChatRequest.SendText) ?? answers[^1]);
    }

    /// <summary>Presses a button; all that came of it.</summary>
    public static async Task<IReadOnlyList<ChatRequest>> PressAllAsync(TestBot bot, string data, long user = 11)
    {
        await bot.AcceptAsync(Says("", user: user) with { Content = new IncomingContent.Press("press", data, 7) });
        return [.. (await bot.RunAsync()).Select(answer => answer.Request)];
    }

    public static ChatRequest Last(TestBot bot) => Shown.TryGetValue(bot, out var shown) ? shown : throw new InvalidOperationException("Nothing was shown yet.");

    public static string TextOf(ChatRequest request) => TelegramHtml.ToPlain(request switch
    {
        ChatRequest.SendText text => text.Html,
        ChatRequest.EditText edit => edit.Html,
        _ => "",
    });

    public static Keyboard Keys(ChatRequest request) => request switch
    {
        ChatRequest.SendText text => text.Buttons,
        ChatRequest.EditText edit => edit.Buttons,
        ChatRequest.EditButtons edit => edit.Buttons,
        _ => null,
    } ?? new Keyboard([]);

    /// <summary>The data of the first button with this in its label; null: there is none.</summary>
    public static string? ButtonOf(ChatRequest request, string label) =>
        Keys(request).Rows.SelectMany(row => row).FirstOrDefault(button => button.Text.Contains(label, StringComparison.Ordinal))?.Data;

    /// <summary>Titles of the numbered lines.</summary>
    public static List<string> TitlesIn(ChatRequest request) =>
        [.. TextOf(request).Split('\n').Select(line => Numbered().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    public static Task<long> ScalarAsync(TestBot bot, string sql) => bot.Database.ReadAsync(session => session.ScalarAsync<long>(sql, null, Ct), Ct);

    public static Task SqlAsync(TestBot bot, string sql) => bot.Database.WriteAsync(session => session.ExecuteAsync(sql, null, Ct), Ct);

    /// <summary>All articles go, as they do when they are old.</summary>
    public static Task ForgetAsync(TestBot bot) => bot.Database.WriteAsync(async session =>
        await bot.Get<ArticleStore>().RemoveAsync(session, await session.QueryAsync<long>("SELECT article_id FROM article", null, Ct), Ct), Ct);

    private static ChatRequest Keep(TestBot bot, ChatRequest request)
    {
        Shown.AddOrUpdate(bot, request);
        return request;
    }

    [GeneratedRegex(@"^\d+\. (.*)$")]
    private static partial Regex Numbered();
}
