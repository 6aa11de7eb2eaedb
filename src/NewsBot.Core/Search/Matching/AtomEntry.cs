namespace NewsBot.Core.Search;

/// <summary>An atom of a segment and what hangs on it, side by side in sixteen bytes: they are always read together.</summary>
internal struct AtomEntry
{
    public Atom Atom;

    /// <summary>The query that is this one atom; -1 when nobody asked it.</summary>
    public int Single;

    /// <summary>Where its pairs begin; they end where those of the next atom begin. So with the rest.</summary>
    public int Pairs;
    public int Rest;
}
