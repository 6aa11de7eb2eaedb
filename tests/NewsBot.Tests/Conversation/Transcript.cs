using System.Text;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>
/// A conversation as plain text. <c>&gt;</c> is what a person does, <c>&lt;</c> what the bot answers, <c>@</c> what else
/// happens, <c>#</c> a remark. Run gives the text with the answers as they are.
/// </summary>
internal sealed class Transcript(TestBot bot)
{
    private const long GroupAnonymousBot = 1087968824;

    private readonly StringBuilder _text = new();
    private readonly List<(long Chat, long MessageId, Keyboard? Buttons, string Text)> _shown = [];
    private readonly Dictionary<string, (long Id, string Language)> _people = new() { ["anna"] = (11, "en"), ["olena"] = (12, "uk"), ["boris"] = (13, "en"), ["anonymous"] = (14, "en"), ["greta"] = (15, "de") };
    private string _person = "anna";
    private IncomingChat? _group;
    private long _lastText = 50;
    private bool _waiting;

    public static async Task<string> RunAsync(TestBot bot, IReadOnlyList<string> lines)
    {
        var transcript = new Transcript(bot);
        for (var index = 0; index < lines.Count; index++)
        {
            // An empty line inside an answer belongs to the answer.
            if (IsStep(lines[index]) || (lines[index].Length == 0 && index + 1 < lines.Count && IsStep(lines[index + 1])))
                await transcript.StepAsync(lines[index]);
        }
        return transcript._text.ToString().TrimEnd('\n') + "\n";
    }

    private static bool IsStep(string line) => line.Length > 0 && (line[0] is '#' or '>' or '@');

    private async Task StepAsync(string line)
    {
        if (line.Length == 0)
        {
            _text.Append('\n');
            return;
        }
        _text.Append(line).Append('\n');
        if (line.StartsWith('#'))
            return;
        bot.Time.Advance(TimeSpan.FromSeconds(10));
        if (line.StartsWith("@ ", StringComparison.Ordinal))
            await HappenAsync(line[2..]);
        else
            await bot.AcceptAsync(Update(Content(line[2..].Replace("\\n", "\n", StringComparison.Ordinal))));
        if (!_waiting)
            await AnswersAsync();
    }

    private async Task HappenAsync(string what)
    {
        var words = what.Split(' ');
        switch (words[0])
        {
            case "anna" or "olena" or "boris" or "greta":
                _person = words[0];
                break;
            case "anonymous":
                // An administrator who hides: Telegram names the group as the sender of messages, and the person at taps.
                _person = words[0];
                bot.Telegram.Administrators.Add((-100500, _people[_person].Id));
                break;
            case "group":
                _group = new IncomingChat(-100500, "supergroup", "Family", null, words.Length > 1 ? long.Parse(words[1], null) : 0);
                break;
            case "private":
                _group = null;
                break;
            case "administrator":
                bot.Telegram.Administrators.Add((-100500, _people[_person].Id));
                break;
            case "member":
                bot.Telegram.Administrators.Remove((-100500, _people[_person].Id));
                break;
            case "wait":
                bot.Time.Advance(TimeSpan.FromMinutes(double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case "restart":
                await bot.RestartAsync();
                break;
            case "away":
                _waiting = true;
                break;
            case "back":
                _waiting = false;
                break;
            case "claim-link":
                var code = await bot.Database.WriteAsync(session => bot.Get<AccessStore>().CreateClaimAsync(session, TestBot.Identity.BotId, TestBot.Ct), TestBot.Ct);
                await bot.AcceptAsync(Update(new IncomingContent.Text($"/start claim-{code}", ++_lastText, false, false, null)));
                break;
            case "blocked":
                await bot.AcceptAsync(Update(new IncomingContent.Membership(false, true, false, false)));
                break;
            case "removed":
                await bot.AcceptAsync(Update(new IncomingContent.Membership(false, true, false, false)));
                break;
            case "silenced":
                await bot.AcceptAsync(Update(new IncomingContent.Membership(false, true, true, false)));
                break;
            case "heard":
                await bot.AcceptAsync(Update(new IncomingContent.Membership(true, true, true, false)));
                break;
            case "forgotten":
                await bot.Get<NewsBot.Core.Intake.Forgetting>().RunAsync(TestBot.Ct);
                break;
            case "unblocked" or "added":
                await bot.AcceptAsync(Update(new IncomingContent.Membership(true, false, true, false)));
                break;
            case "fails" or "gone" or "falls-silent" or "works" or "brings" or "tell":
                await FeedAsync(words[0], [.. words.Skip(1).Select(word => long.Parse(word, null))]);
                break;
            case "alert":
                await AlertAsync();
                break;
            case "forgets":
                await bot.Database.WriteAsync(async session => await bot.Get<NewsBot.Core.Articles.ArticleStore>().RemoveAsync(
                    session, await session.QueryAsync<long>("SELECT article_id FROM article", null, TestBot.Ct), TestBot.Ct), TestBot.Ct);
                break;
            case "news":
                await NewsAsync(what[5..]);
                break;
            case "comes":
                await NewsAsync($"1 {what[6..]}");
                break;
            case "reports":
                await ReportAsync(what[8..]);
                break;
            case "quiet":
                await SetAsync("UPDATE chat SET time_zone = 'Europe/Kyiv', quiet_from = @from, quiet_until = @until", new { from = long.Parse(words[1], null) * 60, until = long.Parse(words[2], null) * 60 });
                break;
            case "ledger":
                await SetAsync("UPDATE delivery SET state = @state, reason = @reason WHERE state = 'due'", new { state = words[1], reason = string.Join(' ', words[2..]) });
                break;
            case "publishes":
                await PublishAsync(what[10..]);
                break;
            default:
                throw new ArgumentException($"A transcript knows no '{what}'.");
        }
    }

    private Incoming Update(IncomingContent content)
    {
        var (id, language) = _people[_person];
        var sender = _person == "anonymous" && content is not IncomingContent.Press
            ? new NewsBot.Core.Conversation.Sender(GroupAnonymousBot, "Family", null, IsAnonymousAdministrator: true, IsBot: false)
            : new NewsBot.Core.Conversation.Sender(id, _person, language, false, false);
        return new Incoming(TestBot.Identity.BotId, 0, _group ?? new IncomingChat(id, "private", _person, _person, 0), sender, 0, content);
    }

    private IncomingContent Content(string what)
    {
        if (what.StartsWith("tap \"", StringComparison.Ordinal))
        {
            var label = what[5..^1];
            var chat = _group?.TelegramChatId ?? _people[_person].Id;
            var found = Enumerable.Reverse(_shown).Where(shown => shown.Chat == chat && shown.Buttons is not null)
                .SelectMany(shown => shown.Buttons!.Rows.SelectMany(row => row).Where(button => button.Data is not null && button.Text.Contains(label, StringComparison.Ordinal)).Select(button => (shown.MessageId, button.Data)))
                .FirstOrDefault();
            return found.Data is null ? throw new ArgumentException($"There is no button '{label}' after:\n{_text}") : new IncomingContent.Press("press", found.Data, found.MessageId);
        }
        var id = ++_lastText;
        return what switch
        {
            _ when what.StartsWith("replies to \"", StringComparison.Ordinal) => Reply(what[12..].Split("\" with ", 2), id),
            _ when what.StartsWith("sends ", StringComparison.Ordinal) => new IncomingContent.Other(what[6..], id),
            _ when what.StartsWith("file ", StringComparison.Ordinal) => File(what[5..].Split(" : ", 2), id, false),
            _ when what.StartsWith("replies with file ", StringComparison.Ordinal) => File([what[18..]], id, true),
            _ when what.StartsWith("forwards ", StringComparison.Ordinal) => new IncomingContent.Forward(what[9..], "somechannel", "Some Channel", id),
            _ when what.StartsWith("edits to ", StringComparison.Ordinal) => new IncomingContent.Text(what[9..], id, true, false, null),
            _ when what.StartsWith("presses ", StringComparison.Ordinal) => new IncomingContent.Press("press", what[8..], 1),
            _ => new IncomingContent.Text(what, id, false, what.Contains('@' + TestBot.Identity.Username, StringComparison.Ordinal) && !what.StartsWith('/'), null),
        };
    }

    // An answer to the newest message with these words; to a stranger's where there is none.
    private IncomingContent.Text Reply(string[] written, long id)
    {
        var chat = _group?.TelegramChatId ?? _people[_person].Id;
        var answered = Enumerable.Reverse(_shown).FirstOrDefault(shown => shown.Chat == chat && shown.Text.Contains(written[0], StringComparison.Ordinal)).MessageId;
        return new IncomingContent.Text(written[1], id, false, answered != 0, answered == 0 ? 999_999 : answered);
    }

    // FEED LANGUAGE MINUTES-AGO : TITLE : BODY
    private async Task PublishAsync(string what)
    {
        var parts = what.Split(" : ");
        var words = parts[0].Split(' ');
        await bot.PublishAsync(long.Parse(words[0], null), parts[1], double.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), words[1], parts.ElementAtOrDefault(2) ?? "");
    }

    // COUNT FEED LANGUAGE : TITLE : BODY; of several each has its number. It comes in now, and is due where it is followed.
    private async Task NewsAsync(string what)
    {
        var parts = what.Split(" : ");
        var words = parts[0].Split(' ');
        for (var (number, count) = (1, int.Parse(words[0], null)); number <= count; number++)
            await bot.RouteAsync(long.Parse(words[1], null), count == 1 ? parts[1] : $"{parts[1]} {number}", words[2], parts.ElementAtOrDefault(2) ?? "");
    }

    // FEED LANGUAGE : TITLE : THE STORY'S TITLE; comes in now as one more report of that story.
    private async Task ReportAsync(string what)
    {
        var parts = what.Split(" : ");
        var words = parts[0].Split(' ');
        var story = await bot.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT story_id FROM article WHERE title = @title", new { title = parts[2] }, TestBot.Ct), TestBot.Ct);
        await bot.RouteAsync(long.Parse(words[0], null), parts[1], words[1], storyOf: new NewsBot.Core.Articles.Article { StoryId = story });
    }

    private Task SetAsync(string sql, object parameters) => bot.Database.WriteAsync(session => session.ExecuteAsync(sql, parameters, TestBot.Ct), TestBot.Ct);

    // Feeds by their numbers: they fail for a day, are gone, can be read again, bring something; what is to be told is told.
    private async Task FeedAsync(string what, IReadOnlyList<long> feeds)
    {
        if (what is "fails")
            await FeedPlay.FailAsync(bot, feeds, new FeedError.HttpStatus("news.test", 500));
        if (what is "gone")
            await FeedPlay.FailAsync(bot, feeds, new FeedError.Gone("news.test"));
        if (what is "falls-silent")
            bot.Time.Advance(TimeSpan.FromDays(20));
        if (what is "works" or "brings" or "falls-silent")
            foreach (var feed in feeds)
                await FeedPlay.PollAsync(bot, feed, null, brings: what is "brings");
        await FeedPlay.TellAsync(bot);
    }

    // A file of the folder beside the transcripts, with its caption; one that is not there cannot be downloaded.
    private IncomingContent.Document File(string[] written, long id, bool replies)
    {
        var path = Path.Combine(Architecture.Repository.Root, "tests", "NewsBot.Tests", "Conversation", "Transcripts", "files", written[0]);
        var bytes = System.IO.File.Exists(path) ? System.IO.File.ReadAllBytes(path) : null;
        if (bytes is not null)
            bot.Telegram.Files[written[0]] = new FileDownload.Received(bytes);
        return new IncomingContent.Document(written[0], written[0], bytes?.Length ?? 10, id, written.ElementAtOrDefault(1) ?? "", replies);
    }

    // The newest story arrives as an alert.
    private async Task AlertAsync()
    {
        var key = await bot.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(chat_key) FROM chat", null, TestBot.Ct), TestBot.Ct);
        await bot.Database.WriteAsync(async session =>
        {
            var chat = (await bot.Get<ChatStore>().GetAsync(session, key, TestBot.Ct))!;
            var destination = await bot.Get<ChatStore>().DestinationAsync(session, key, 0, TestBot.Ct);
            var subscription = (await bot.Get<SubscriptionStore>().ForDestinationAsync(session, destination.DestinationId, TestBot.Ct))[0];
            var article = await session.ScalarAsync<long>("SELECT article_id FROM article WHERE title LIKE 'Ceasefire%'", null, TestBot.Ct);
            var message = await bot.Get<MessageStore>().EnqueueReplyAsync(session, chat, destination.DestinationId, new ChatRequest.SendText("Ceasefire talks in Kyiv go on", null, false), null, TestBot.Ct);
            await session.ExecuteAsync(
                """
                INSERT INTO delivery (destination_id, story_id, article_id, subscriptions, priority, not_before, state, message_id, created_at)
                SELECT @DestinationId, story_id, article_id, @subscriptions, 100, 0, 'sent', @message, 0 FROM article WHERE article_id = @article
                """, new { destination.DestinationId, subscriptions = $"{subscription.SubscriptionId}", message, article }, TestBot.Ct);
            await session.ExecuteAsync("UPDATE message SET content = @content WHERE message_id = @message",
                new { content = Message.Write(new ChatRequest.SendText("Ceasefire talks in Kyiv go on", AlertComposer.Buttons(message), false)), message }, TestBot.Ct);
        }, TestBot.Ct);
    }

    private async Task AnswersAsync()
    {
        var chat = _group?.TelegramChatId ?? _people[_person].Id;
        foreach (var (row, request) in await bot.RunAsync())
        {
            var (kind, html, buttons) = request switch
            {
                ChatRequest.SendText text => (text.Silent ? "silent: " : "", text.Html, text.Buttons),
                ChatRequest.SendDocument file => ($"file {file.FileName}: ", $"{file.CaptionHtml}\n{TelegramHtml.Escape(file.Content.TrimEnd('\n'))}", file.Buttons),
                ChatRequest.EditText edit => ("edit: ", edit.Html, edit.Buttons),
                ChatRequest.EditButtons edit => ("buttons:", "", edit.Buttons),
                _ => throw new ArgumentException($"No form for {request}."),
            };
            // Whoever gets a file can send it on.
            if (request is ChatRequest.SendDocument sent)
                bot.Telegram.Files[sent.FileName] = new FileDownload.Received(Encoding.UTF8.GetBytes(sent.Content));
            _shown.RemoveAll(shown => shown.Chat == chat && shown.MessageId == row.TelegramMessageId);
            _shown.Add((chat, row.TelegramMessageId!.Value, buttons, TelegramHtml.ToPlain(html)));
            _text.Append("< ").Append(kind).Append(TelegramHtml.ToPlain(html).Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n  \n", "\n\n", StringComparison.Ordinal)).Append('\n');
            foreach (var line in buttons?.Rows ?? [])
                _text.Append("  ").AppendJoin(' ', line.Select(button => button.Url is null ? $"[{button.Text}]" : $"[{button.Text} → {button.Url}]")).Append('\n');
        }
        foreach (var (_, answer) in bot.Telegram.Presses.Where(press => press.Answer.Text is not null))
            _text.Append(answer.Alert ? "< alert: " : "< toast: ").Append(answer.Text).Append('\n');
        bot.Telegram.Presses.Clear();
    }
}
