using System.Text.RegularExpressions;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>What is neither command nor text: one helpful line or the obvious act, never silence.</summary>
internal static partial class Oddments
{
    private const int MostAddresses = 3;

    /// <summary>Somebody only said the bot's name.</summary>
    public static Answer Greeting(Turn turn) =>
        Answer.Say(new Screen(turn.Words.Html(turn.Chat.IsPrivate ? "odd.greeting" : "odd.greeting-group"), Keyboard.Of([Buttons.Open(turn, "latest"), Buttons.Open(turn, "help")])));

    /// <summary>A forwarded post: its addresses can be followed in one tap.</summary>
    public static Task<Decision> ForwardAsync(Turn turn, IncomingContent.Forward forward, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var addresses = Address().Matches(forward.Value ?? "").Select(match => match.Value.TrimEnd('.', ',', ')', '!', '?'))
            .Where(TelegramHtml.IsWebAddress).Distinct().Take(MostAddresses).ToList();
        if (addresses.Count == 0)
            return Answer.Say(new Screen(
                turn.Words.Html(forward.OriginUsername is null && forward.OriginTitle is null ? "odd.forward" : "odd.forward-channel", ("title", forward.OriginTitle ?? forward.OriginUsername ?? "")),
                Keyboard.Of([Buttons.Open(turn, "topics"), Buttons.Open(turn, "help")])));
        var rows = new List<IReadOnlyList<Button>>();
        foreach (var address in addresses)
        {
            var site = new Uri(address);
            rows.Add([await OpenCommand.ButtonAsync(session, turn, turn.Words.Say("button.follow-it", ("name", site.Host)), $"/subscribe {site.GetLeftPart(UriPartial.Authority)}/", cancellation)]);
        }
        return Answer.Say(new Screen(turn.Words.Html("odd.forward-addresses"), new Keyboard(rows)));
    });

    /// <summary>Sticker, voice, picture and so on.</summary>
    public static Decision Other(Turn turn, IncomingContent.Other other) => Decide.To(Answer.Say(new Screen(
        turn.Words.Html(other.What is "voice" or "audio" or "video_note" ? "odd.voice" : "odd.other"),
        Keyboard.Of([Buttons.Open(turn, "latest"), Buttons.Open(turn, "topics")], [Buttons.Open(turn, "help")]))));

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
