namespace NewsBot.Core.Text;

/// <summary>
/// One searchable unit of a text. At each position stands at most one token: full-text indexes without a tokenizer of
/// their own cannot hold two. Positions count from 1; a missing number is a gap that no phrase crosses.
/// </summary>
internal readonly record struct Token(string Text, int Position);
