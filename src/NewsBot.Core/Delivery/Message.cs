using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NewsBot.Core.Delivery;

/// <summary>A row of <c>message</c>: what Telegram is asked to do, and what became of it.</summary>
internal sealed class Message
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public long MessageId { get; set; }
    public long BotId { get; set; }
    public long DestinationId { get; set; }

    /// <summary>news, list, digest, edit or reply.</summary>
    public string Kind { get; set; } = MessageKind.Reply;

    /// <summary>text, photo, document or rich.</summary>
    public string Form { get; set; } = "text";
    public string Language { get; set; } = "en";

    /// <summary>A <see cref="ChatRequest"/> as JSON.</summary>
    public string Content { get; set; } = "";
    public long Priority { get; set; }
    public long NotBefore { get; set; }
    public long Attempts { get; set; }

    /// <summary>How often it may have arrived without our knowing.</summary>
    public long Doubts { get; set; }

    /// <summary>queued, flight, sent, unsure (waits, may have arrived), dropped or withdrawn.</summary>
    public string State { get; set; } = "queued";
    public string? Reason { get; set; }
    public string? LeaseOwner { get; set; }
    public long? LeaseEpoch { get; set; }
    public long? EditsMessageId { get; set; }
    public long? TelegramMessageId { get; set; }
    public long? ContentHash { get; set; }
    public long? UpdateId { get; set; }
    public long CreatedAt { get; set; }
    public long? SentAt { get; set; }

    /// <summary>When it is to be made anew, because its stories have grown or changed; null: it says what there is to say.</summary>
    public long? EditAt { get; set; }

    /// <summary>When it was made anew last.</summary>
    public long? EditedAt { get; set; }

    public ChatRequest Request => JsonSerializer.Deserialize<ChatRequest>(Content, Json)!;

    public static string Write(ChatRequest request) => Text.TextCleaner.Clean(JsonSerializer.Serialize(request, Json));

    /// <summary>Tells equal content from changed content; the same on every machine.</summary>
    public static long HashOf(string content) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>The kinds of <c>message</c>.</summary>
internal static class MessageKind
{
    public const string News = "news";

    /// <summary>Several articles in one message.</summary>
    public const string List = "list";

    /// <summary>A list at a time that the reader chose.</summary>
    public const string Digest = "digest";
    public const string Edit = "edit";
    public const string Reply = "reply";
}

/// <summary>Smaller goes first.</summary>
internal static class MessagePriority
{
    public const long Reply = 0;

    /// <summary>What the reader marked as worth being woken for.</summary>
    public const long MayWake = 50;
    public const long News = 100;
    public const long Digest = 200;

    /// <summary>An edit that answers nobody.</summary>
    public const long Edit = 300;
}
