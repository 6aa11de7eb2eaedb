using Microsoft.Extensions.Configuration;
using NewsBot.Core.Storage;

namespace NewsBot.Options;

/// <summary>All settings, read and checked before anything starts.</summary>
internal sealed class Settings
{
    /// <summary>The folder that relative paths start from: that of the appsettings.json that was read.</summary>
    public required string Folder { get; init; }

    public required TelegramOptions Telegram { get; init; }

    public required StorageOptions Storage { get; init; }

    public required WebOptions Web { get; init; }

    /// <summary>Throws <see cref="SettingException"/> for the first setting that is wrong or unknown.</summary>
    public static Settings Read(IConfiguration configuration, string folder)
    {
        var reader = new SettingReader(configuration);
        var settings = new Settings
        {
            Folder = folder,
            Telegram = TelegramOptions.Read(reader, folder),
            Storage = StorageSettings.Read(reader, folder),
            Web = WebOptions.Read(reader, folder),
        };
        reader.RefuseUnknown();
        return settings;
    }
}
