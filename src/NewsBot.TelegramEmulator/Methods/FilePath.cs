using System.Globalization;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>
/// The file_path that getFile gives: it names the file and when it was asked for, and opens for an hour only (Bot API,
/// getFile: "guaranteed that the link will be valid for at least 1 hour"); after that the bot has to ask anew.
/// </summary>
internal static class FilePath
{
    public const long Lifetime = 3600;

    /// <param name="file">What was asked for.</param>
    /// <param name="now">Unix seconds.</param>
    public static string Issue(StoredFile file, long now) =>
        string.Create(CultureInfo.InvariantCulture, $"documents/{file.Id}/{now}/{Uri.EscapeDataString(file.Name)}");

    /// <summary>The file, or null for a path that was never given or is too old.</summary>
    public static StoredFile? Open(BotWorld world, ReadOnlySpan<string> path) =>
        path is ["documents", var id, var issued, var name] && long.TryParse(issued, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && world.Now - at is >= 0 and < Lifetime
            && world.Files.Find(id) is { } file && file.Name == name
            ? file
            : null;
}
