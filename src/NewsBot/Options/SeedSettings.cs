namespace NewsBot.Options;

/// <summary>Settings <c>Seeds:*</c>.</summary>
/// <param name="Enabled">Whether an empty store gets the starter feeds, topics and articles.</param>
/// <param name="Path">The folder with feeds.opml, topics.json and articles/, absolute.</param>
internal sealed record SeedSettings(bool Enabled, string Path)
{
    public static SeedSettings Read(SettingReader reader, string folder)
    {
        const string Key = "Seeds:Path", Standard = "seeds";
        var enabled = reader.Flag("Seeds:Enabled", true);
        var written = reader.Text(Key) ?? Standard;
        var path = System.IO.Path.GetFullPath(written, folder);
        // The default may be missing where only the program was copied; a folder that somebody named may not.
        if (enabled && written != Standard && !Directory.Exists(path))
            throw SettingException.Wrong(Key, written, $"a folder that exists ({path} does not)", Standard);
        return new SeedSettings(enabled, path);
    }
}
