namespace NewsBot.Core.Text;

/// <summary>
/// One searchable unit of a text. At each position stands at most one token: full-text indexes without a tokenizer of
/// their own cannot hold two. Positions count from 1; a missing number is a gap that no phrase crosses.
/// </summary>
/// <param name="Text">As it is written, folded (<see cref="FoldedText"/>): what quoted words and beginnings look at.</param>
/// <param name="Position">From 1.</param>
/// <param name="Stem">What all its grammatical forms share, in the language of the text; null where that language has no stemmer.</param>
internal readonly record struct Token(string Text, int Position, string? Stem = null);
