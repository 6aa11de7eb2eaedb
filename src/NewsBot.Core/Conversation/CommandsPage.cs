using System.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>The page docs/commands.md, from <see cref="Commands.All"/>.</summary>
internal static class CommandsPage
{
    /// <summary>The whole page as Markdown, ending in a line break.</summary>
    public static string Text()
    {
        var english = Words.For("en");
        var page = new StringBuilder(
            """
            # Commands

            <!-- Made from Commands.All. To make it anew: NEWSBOT_WRITE_DOCS=1 dotnet run --project tests/NewsBot.Tests -- --filter-class "*CommandsPageTests" -->

            In a private chat everything below is yours. In a group everyone may use what is marked *everyone*; the rest asks for an
            administrator, on every command and every tap. A command for another bot (`/help@OtherBot`) is ignored.

            | command | what it does | in groups |
            |---|---|---|

            """);
        foreach (var command in Commands.All)
            page.Append("| `").Append(HelpCommand.Signature(english, command).Replace("|", "\\|", StringComparison.Ordinal)).Append("` | ")
                .Append(english.Say(command.HelpKey)).Append(" | ").Append(WhoMay(command.Access)).Append(" |\n");
        page.Append(
            """

            In private chats text that is no command is a search, and the address of a website is a subscription. A file with a list of
            feeds (OPML) is read, and one tap adds them; in a group an administrator replies to the bot with it, or writes
            `/subscribe@BOT` under it. /sources has a button that gives the chat's feeds back as such a file. The
            [settings file](settings-file.md) of /export is sent in the same way.
            Whole conversations, word for word and run as tests, are in
            [Transcripts](../tests/NewsBot.Tests/Conversation/Transcripts): begin with
            [start.txt](../tests/NewsBot.Tests/Conversation/Transcripts/start.txt) and
            [subscribe.txt](../tests/NewsBot.Tests/Conversation/Transcripts/subscribe.txt); files are in
            [opml.txt](../tests/NewsBot.Tests/Conversation/Transcripts/opml.txt) and
            [export.txt](../tests/NewsBot.Tests/Conversation/Transcripts/export.txt), the way back in
            [return.txt](../tests/NewsBot.Tests/Conversation/Transcripts/return.txt).

            ## Links

            | link | what it does |
            |---|---|
            | `https://t.me/BOT?start=topic-KEY` | follows that topic in one tap |
            | `https://t.me/BOT?start=claim-CODE` | the first owner claims the bot; the code is in the log, works once and for one hour |
            | `https://t.me/BOT?start=invite-CODE` | lets one person in where `Access:Mode` is `Invite`; owners make it under /settings |

            """);
        return page.ToString();
    }

    private static string WhoMay(Access access) => access switch
    {
        Access.Everyone => "everyone",
        Access.Administrators => "administrators",
        Access.Owners => "owners",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
