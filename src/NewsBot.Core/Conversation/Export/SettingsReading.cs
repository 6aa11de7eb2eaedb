namespace NewsBot.Core.Conversation;

/// <summary>What a file turned out to be, when it was read as one with settings.</summary>
internal abstract record SettingsReading
{
    private SettingsReading()
    {
    }

    /// <summary>It is something else.</summary>
    public sealed record Other : SettingsReading;

    /// <summary>It was one, and cannot be read. <paramref name="Line"/>: from 1 on; 0: not known.</summary>
    public sealed record Broken(long Line) : SettingsReading;

    /// <summary>A newer program wrote it.</summary>
    public sealed record TooNew(long Version) : SettingsReading;

    /// <summary>It was read, but for what is named.</summary>
    public sealed record Read(SettingsFile File, IReadOnlyList<SettingsProblem> Problems) : SettingsReading;
}

/// <summary>Something of a file that cannot be used.</summary>
internal sealed class SettingsProblem
{
    /// <summary>Of the text that says why.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it is about; cut to be shown.</summary>
    public string Name { get; set; } = "";
}
