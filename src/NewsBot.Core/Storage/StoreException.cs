namespace NewsBot.Core.Storage;

/// <summary>The store cannot be used. The message is one line for the owner: what, why, what to do.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);
