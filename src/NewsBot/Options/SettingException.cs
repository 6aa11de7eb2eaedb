namespace NewsBot.Options;

/// <summary>A setting is wrong. The message is one line: the key, the value, what was expected, an example.</summary>
internal sealed class SettingException : Exception
{
    private SettingException(string message) : base(message)
    {
    }

    public static SettingException Wrong(string key, string? value, string expected, string example) =>
        new($"{key} = {Shown(value)}: expected {expected}, for example {key}={example}");

    /// <summary>As <see cref="Wrong"/>, for a value that must not be printed.</summary>
    public static SettingException WrongSecret(string key, string expected, string example) =>
        new($"{key} = (not shown): expected {expected}, for example {key}={example}");

    /// <summary>A key that does not exist. A value that may be a secret under a misspelt key is not shown.</summary>
    public static SettingException Unknown(string key, string? value, string? nearest) =>
        new($"{key} = {(Secrets.MayBe(key, nearest, value) ? "(not shown)" : Shown(value))}: there is no such setting; expected one that appsettings.json lists, for example {nearest ?? "Feeds:DefaultInterval"}");

    public static SettingException File(string path, string reason) =>
        new($"{path}: expected JSON (comments are allowed), for example {{ \"Feeds\": {{ \"DefaultInterval\": \"00:15:00\" }} }}; {reason}");

    private static string Shown(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "(empty)";
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= 120 ? $"\"{line}\"" : $"\"{line[..120]}…\"";
    }
}
