using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;

namespace NewsBot.Options;

/// <summary>Reads the settings <c>Access:*</c> and <c>Delivery:*</c>, and <c>Telegram:PaidBroadcast</c>, on which the rate depends.</summary>
internal static class ChatSettings
{
    private const int Most = 100_000;

    public static AccessOptions ReadAccess(SettingReader reader)
    {
        var standard = new AccessOptions();
        return new AccessOptions
        {
            Mode = reader.Choice("Access:Mode", standard.Mode),
            Owners = ReadOwners(reader),
            SubscriptionsPerChat = reader.Integer("Access:SubscriptionsPerChat", standard.SubscriptionsPerChat, 1, Most),
            FeedsPerChat = reader.Integer("Access:FeedsPerChat", standard.FeedsPerChat, 0, Most),
        };
    }

    public static DeliveryOptions ReadDelivery(SettingReader reader)
    {
        var standard = new DeliveryOptions();
        var paid = reader.Flag("Telegram:PaidBroadcast", false);
        return new DeliveryOptions
        {
            PaidBroadcast = paid,
            MessagesPerSecond = reader.Text("Delivery:MessagesPerSecond") is null
                ? paid ? DeliveryOptions.PaidRate : DeliveryOptions.FreeRate
                : reader.Number("Delivery:MessagesPerSecond", DeliveryOptions.FreeRate, 0.1, 1000),
            PerChatPerSecond = reader.Number("Delivery:PerChatPerSecond", standard.PerChatPerSecond, 0.01, 1000),
            PerGroupPerMinute = reader.Integer("Delivery:PerGroupPerMinute", standard.PerGroupPerMinute, 1, 60_000),
            BurstThreshold = reader.Integer("Delivery:BurstThreshold", standard.BurstThreshold, 0, 1_000),
            MaximumAge = reader.Span("Delivery:MaximumAge", standard.MaximumAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
            WhenUnsure = reader.Choice("Delivery:WhenUnsure", standard.WhenUnsure),
        };
    }

    // A list in the file; in the environment and on the command line also one value: 123,456.
    private static List<long> ReadOwners(SettingReader reader)
    {
        const string Key = "Access:Owners";
        var values = reader.Members(Key).Select(key => (Key: key, Value: reader.Text(key) ?? "")).ToList();
        if (reader.Text(Key) is { } several)
            values.AddRange(several.Split(',', StringSplitOptions.TrimEntries).Select(value => (Key, value)));
        return values.Select(value =>
            long.TryParse(value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
                ? id
                : throw SettingException.Wrong(value.Key, value.Value, "a Telegram user id (a positive number)", "123456789")).Distinct().ToList();
    }
}
