using Microsoft.Extensions.Configuration;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Options;

/// <summary>All settings, read and checked before anything starts.</summary>
internal sealed record Settings
{
    /// <summary>The folder that relative paths start from: that of the appsettings.json that was read.</summary>
    public required string Folder { get; init; }

    public required TelegramOptions Telegram { get; init; }

    public required StorageOptions Storage { get; init; }

    public required SeedSettings Seeds { get; init; }

    public required FeedOptions Feeds { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required DeliveryOptions Delivery { get; init; }

    public required AccessOptions Access { get; init; }

    public required WebOptions Web { get; init; }

    /// <summary>Throws <see cref="SettingException"/> for the first setting that is wrong or unknown.</summary>
    public static Settings Read(IConfiguration configuration, string folder)
    {
        var reader = new SettingReader(configuration);
        var telegram = TelegramOptions.Read(reader, folder);
        var settings = new Settings
        {
            Folder = folder,
            Telegram = telegram,
            Storage = StorageSettings.Read(reader, folder),
            Seeds = SeedSettings.Read(reader, folder),
            Feeds = FeedSettings.Read(reader),
            Topics = TopicSettings.Read(reader),
            Delivery = ChatSettings.ReadDelivery(reader),
            Access = ChatSettings.ReadAccess(reader),
            Web = WebOptions.Read(reader, folder, telegram),
        };
        reader.RefuseUnknown();
        return settings;
    }
}
