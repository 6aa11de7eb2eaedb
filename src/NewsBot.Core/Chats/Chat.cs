namespace NewsBot.Core.Chats;

/// <summary>A row of <c>chat</c>: a person, group or channel of one bot.</summary>
internal sealed class Chat
{
    public long ChatKey { get; set; }
    public long BotId { get; set; }
    public long TelegramChatId { get; set; }

    /// <summary>private, group, supergroup or channel.</summary>
    public string Type { get; set; } = "private";
    public string Title { get; set; } = "";
    public string? Username { get; set; }

    /// <summary>Interface language ("en", "uk").</summary>
    public string Language { get; set; } = "en";
    public long LanguageChosen { get; set; }

    /// <summary>Comma-separated; empty: every language.</summary>
    public string ReadingLanguages { get; set; } = "";
    public long Pictures { get; set; } = 1;
    public long Summary { get; set; } = 1;
    public long Sound { get; set; } = 1;

    /// <summary>IANA name; null: not known.</summary>
    public string? TimeZone { get; set; }

    /// <summary>at-once, hourly, daily or weekdays; see <see cref="Chats.Rhythm"/>.</summary>
    public string Rhythm { get; set; } = "at-once";

    /// <summary>Minutes of the day, comma-separated.</summary>
    public string DigestAt { get; set; } = "";
    public long? QuietFrom { get; set; }
    public long? QuietUntil { get; set; }

    /// <summary>The message under which quiet hours were offered; null: they never were.</summary>
    public long? NightOfferedIn { get; set; }

    /// <summary>When less was last offered, because very much came.</summary>
    public long? FloodOfferedAt { get; set; }

    /// <summary>No such offer before.</summary>
    public long? FloodKeptUntil { get; set; }

    /// <summary>active, suspended (Telegram refuses), stopped (its own wish) or leaving (forgotten but for the farewell).</summary>
    public string State { get; set; } = "active";

    /// <summary>One of <see cref="SuspendReason"/> while it is suspended.</summary>
    public string? StateReason { get; set; }

    /// <summary>Since when Telegram refuses, Unix milliseconds; null: it does not.</summary>
    public long? SuspendedAt { get; set; }

    /// <summary>When the oldest of what waited then had come in.</summary>
    public long? MissedSince { get; set; }
    public long Invited { get; set; }
    public long CreatedAt { get; set; }
    public long LastSeenAt { get; set; }

    public bool IsPrivate => Type == "private";

    /// <summary>When news comes here.</summary>
    public SendingTimes Times => SendingTimes.Read(TimeZone, QuietFrom, QuietUntil, Rhythm, DigestAt);

    public IReadOnlyList<string> Languages =>
        ReadingLanguages.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// For what has more languages than the interface, as the titles of topics: who was given the English interface, because
    /// there is none of their own, sees them in the language read first.
    /// </summary>
    public string TitleLanguage => Language != "en" || LanguageChosen == 1 ? Language : Languages is [var first, ..] ? first : Language;
}

/// <summary>A row of <c>destination</c>: a chat and a forum topic in it (0: none).</summary>
internal sealed class Destination
{
    public long DestinationId { get; set; }
    public long ChatKey { get; set; }
    public long ThreadId { get; set; }

    /// <summary>Telegram does not know the thread any more: messages go to the chat itself.</summary>
    public long ThreadGone { get; set; }

    /// <summary>Since when the forum topic is closed and nothing goes there; null: it is open.</summary>
    public long? ClosedAt { get; set; }

    /// <summary>When the oldest of what waited then had come in.</summary>
    public long? MissedSince { get; set; }
}
