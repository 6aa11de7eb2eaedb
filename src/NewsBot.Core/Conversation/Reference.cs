using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Core.Conversation;

/// <summary>The code that an apology carries and the log repeats: four letters and digits that are not mistaken for each other.</summary>
internal static class Reference
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The same for every attempt at the same row.</summary>
    public static string Of(InboxRow row)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.BotId}:{row.UpdateId}:{row.ReceivedAt}"));
        return string.Concat(hash.Take(4).Select(value => Letters[value % Letters.Length]));
    }
}
