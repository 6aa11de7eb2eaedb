using System.Globalization;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>
/// The names of a source as <c>source:</c> sees them: its title, the host of its site and the host of its feed, each as tokens.
/// A term finds the source when one of the names holds all tokens of the term in their order; others may stand between
/// them: <c>source:bbc</c>, <c>source:"bbc world"</c> and <c>source:bbc.co.uk</c> find "BBC News – World" on bbc.co.uk. This is the one place of the rule.
/// </summary>
internal sealed class SourceNames
{
    private readonly string[][] _names;
    private readonly string _stored;

    private SourceNames(string[][] names)
    {
        _names = names;
        _stored = string.Join('\n', names.Select(name => string.Join(' ', name)));
    }

    /// <summary>A source without a name, which no term finds.</summary>
    public static SourceNames None { get; } = new([]);

    /// <summary>The names of a feed. Addresses that cannot be read give no name.</summary>
    public static SourceNames Of(string? title, string? siteUrl, string? feedUrl) =>
        Parse(string.Join('\n', new[] { Tokens(title), Tokens(Host(siteUrl)), Tokens(Host(feedUrl)) }.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)));

    /// <summary>The names from the form in which they are stored with a feed (<see cref="ToString"/>).</summary>
    public static SourceNames Parse(string stored) =>
        new([.. stored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Split(' '))]);

    /// <summary>Whether the term finds the source.</summary>
    public bool Match(Query.Source term) => _names.Any(name => Holds(name, term));

    /// <summary>One name a line, its tokens parted by blanks.</summary>
    public override string ToString() => _stored;

    private static bool Holds(string[] name, Query.Source term)
    {
        var found = 0;
        foreach (var token in name)
        {
            var isOpen = term.EndsOpen && found == term.Tokens.Count - 1;
            if (isOpen ? token.StartsWith(term.Tokens[found], StringComparison.Ordinal) : token == term.Tokens[found])
                found++;
            if (found == term.Tokens.Count)
                return true;
        }

        return false;
    }

    private static string Tokens(string? name) =>
        string.Join(' ', Analyzer.Analyze(name ?? "", null).Title.Select(token => token.Text));

    private static string? Host(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return null;
        var host = address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
        try
        {
            return new IdnMapping().GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }
}
