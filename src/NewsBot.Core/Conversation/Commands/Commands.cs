namespace NewsBot.Core.Conversation;

/// <summary>Every command there is, in the order of the help. /help, Telegram's menu and docs/commands.md come from here.</summary>
internal static class Commands
{
    private const MenuPlaces Everywhere = MenuPlaces.Private | MenuPlaces.Groups | MenuPlaces.GroupAdministrators;
    private const MenuPlaces ForChange = MenuPlaces.Private | MenuPlaces.GroupAdministrators;

    public static IReadOnlyList<Command> All { get; } =
    [
        new("start", "command.start", Access.Everyone, MenuPlaces.None, StartCommand.RunAsync),
        new("latest", "command.latest", Access.Everyone, Everywhere, LatestCommand.RunAsync),
        new("search", "command.search", Access.Everyone, Everywhere, SearchCommand.RunAsync),
        new("subscribe", "command.subscribe", Access.Administrators, ForChange, SubscribeCommand.RunAsync),
        new("subscriptions", "command.subscriptions", Access.Administrators, ForChange, SubscriptionsCommand.RunAsync),
        new("unsubscribe", "command.unsubscribe", Access.Administrators, MenuPlaces.None, UnsubscribeCommand.RunAsync),
        new("topics", "command.topics", Access.Administrators, ForChange, TopicsCommand.RunAsync),
        new("sources", "command.sources", Access.Administrators, MenuPlaces.Private, SourcesCommand.RunAsync),
        new("mute", "command.mute", Access.Administrators, MenuPlaces.None, MuteCommand.RunAsync),
        new("why", "command.why", Access.Everyone, MenuPlaces.Groups | MenuPlaces.GroupAdministrators, WhyCommand.RunAsync),
        new("digest", "command.digest", Access.Administrators, MenuPlaces.None, DigestCommand.RunAsync),
        new("settings", "command.settings", Access.Administrators, ForChange, SettingsCommand.RunAsync),
        new("export", "command.export", Access.Administrators, MenuPlaces.None, ExportCommand.RunAsync),
        new("stop", "command.stop", Access.Administrators, MenuPlaces.None, StopCommand.RunAsync),
        new("status", "command.status", Access.Owners, MenuPlaces.None, StatusCommand.RunAsync),
        new("help", "command.help", Access.Everyone, Everywhere, HelpCommand.RunAsync),
    ];

    /// <summary>Those that there are for a person: what is for owners only, others do not hear of.</summary>
    public static IEnumerable<Command> For(Turn turn) => All.Where(command => command.Access is not Access.Owners || turn.IsOwner);

    /// <summary>Null when there is no such command.</summary>
    public static Command? Find(string name) => All.FirstOrDefault(command => command.Name == name);
}
