using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NewsBot.TelegramEmulator.Chats;

namespace NewsBot.TelegramEmulator.Store;

/// <summary>Generated serialisers: no reflection at run time, which keeps the emulator small in the bot's process.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Chat))]
[JsonSerializable(typeof(BotProfile))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class EmulatorJson : JsonSerializerContext
{
    /// <summary>How wire JSON is written: letters of all languages as they are.</summary>
    public static readonly JsonSerializerOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = Default };
}
