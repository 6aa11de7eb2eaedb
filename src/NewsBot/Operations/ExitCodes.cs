namespace NewsBot.Operations;

/// <summary>What the process answers with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Something failed; each thing on its own line on standard error.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use: the command line or a setting.</summary>
    public const int WrongUse = 2;
}

/// <summary>The bot cannot start or go on. The message is one line for the owner. Exit code 1.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
