namespace NewsBot.HostTests.Documentation;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Project
{
    /// <summary>The folder of NewsBot.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The path of a file of the project.</summary>
    public static string File(string name) => Path.Combine(Root, name);

    private static string Find(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "NewsBot.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("These tests stand outside the project.");
}
