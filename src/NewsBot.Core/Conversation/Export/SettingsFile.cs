using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace NewsBot.Core.Conversation;

/// <summary>
/// What a chat set up, as one file that people can read and another chat can take: docs/settings-file.md. What is not
/// written stays as it is where the file is read.
/// </summary>
internal sealed class SettingsFile
{
    public const string Name = "newsbot-settings";

    /// <summary>Raised when older programs would misread the file; new names in it they skip.</summary>
    public const int CurrentVersion = 1;

    public string Format { get; set; } = Name;
    public int Version { get; set; } = CurrentVersion;

    /// <summary>ISO 8601, UTC.</summary>
    public string? Exported { get; set; }
    public ChatSettings Settings { get; set; } = new();
    public List<SubscriptionWish> Subscriptions { get; set; } = [];
    public List<FeedWish> Feeds { get; set; } = [];
    public List<MuteWish> Mutes { get; set; } = [];

    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        WriteIndented = true,
        // It is a file for people, not part of a web page.
        Encoder = JavaScriptEncoder.Create(new TextEncoderSettings(UnicodeRanges.All)),
    };

    public string Write() => JsonSerializer.Serialize(this, Readable).ReplaceLineEndings("\n") + "\n";
}

/// <summary>One thing that is followed: a topic's key, a source's address or a query.</summary>
internal sealed class SubscriptionWish
{
    public string? Topic { get; set; }
    public string? Feed { get; set; }
    public string? Query { get; set; }

    /// <summary>Of the source, for people.</summary>
    public string? Title { get; set; }

    /// <summary>at-once, hourly, daily or weekdays; null: as the chat.</summary>
    public string? Rhythm { get; set; }
    public bool MayWake { get; set; }
    public bool Silent { get; set; }
}

/// <summary>One feed that the chat added itself.</summary>
internal sealed class FeedWish
{
    public string Url { get; set; } = "";
    public string? Title { get; set; }

    /// <summary>The group it is kept in.</summary>
    public string? Group { get; set; }
    public bool Paused { get; set; }
}

/// <summary>One thing that is muted: a source's address or a query.</summary>
internal sealed class MuteWish
{
    public string? Feed { get; set; }
    public string? Query { get; set; }

    /// <summary>Of the source, for people.</summary>
    public string? Title { get; set; }
}
