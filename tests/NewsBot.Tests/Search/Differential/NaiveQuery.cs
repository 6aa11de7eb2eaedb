using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Tests.Search.Differential;

/// <summary>
/// The query language once more, for this test alone: a tree that is made, not read; it writes itself as somebody would
/// type it, and finds by going through all words of an article. It shares the tokenizer and the stemmers with the
/// product, which have tests of their own, and nothing else.
/// </summary>
internal abstract record NaiveQuery
{
    public abstract bool Finds(NaiveArticle article);

    /// <summary>As typed, such that it stands for itself beside others.</summary>
    public abstract string Written { get; }

    /// <summary>A word, quoted words or the beginning of one, perhaps in the title only.</summary>
    public sealed record Leaf(string Text, char Kind, bool InTitle) : NaiveQuery
    {
        private readonly string[] _words = [.. Analyzer.Words(Text)];

        public override string Written => (InTitle ? "title:" : "") + Kind switch
        {
            '"' => $"\"{Text}\"",
            '*' => Text + "*",
            _ => Text,
        };

        public override bool Finds(NaiveArticle article) =>
            Stands(article.TitleWords, article) || (!InTitle && Stands(article.BodyWords, article));

        private bool Stands((string Text, string? Stem)?[] row, NaiveArticle article)
        {
            // Each character of a script without spaces begins a word, so a lone one is the beginning of those.
            var last = _words[^1];
            var isUnspaced = Analyzer.IsUnspaced(last);
            var isOpen = isUnspaced ? last.EnumerateRunes().Count() == 1 : Kind == '*';
            var stemmer = Kind == '"' || isOpen ? null : Stemmer.For(article.Language);
            for (var start = 0; start + _words.Length <= row.Length; start++)
            {
                var stands = true;
                for (var index = 0; index < _words.Length && stands; index++)
                {
                    var word = _words[index];
                    stands = row[start + index] is { } token
                        && (isOpen && index == _words.Length - 1
                            ? token.Text.StartsWith(word, StringComparison.Ordinal)
                            : token.Text == word || (stemmer is not null && token.Stem == stemmer.Stem(word)));
                }

                if (stands)
                    return true;
            }

            return false;
        }
    }

    /// <summary>A source by some of its names.</summary>
    public sealed record Source(string Name, bool IsOpen) : NaiveQuery
    {
        public override string Written => IsOpen ? $"source:{Name}*" : Name.Contains(' ', StringComparison.Ordinal) ? $"source:\"{Name}\"" : $"source:{Name}";

        public override bool Finds(NaiveArticle article)
        {
            var (title, site, url) = ArticleSamples.Feeds[article.Feed];
            var wanted = Analyzer.Words(Name);
            return new[] { title, new Uri(site).Host, new Uri(url).Host }.Any(name =>
            {
                var found = 0;
                foreach (var word in Analyzer.Analyze(name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name, null).Title.Select(token => token.Text))
                {
                    if (found < wanted.Count && (word == wanted[found] || (IsOpen && found == wanted.Count - 1 && word.StartsWith(wanted[found], StringComparison.Ordinal))))
                        found++;
                }

                return found == wanted.Count;
            });
        }
    }

    public sealed record Language(string Tag) : NaiveQuery
    {
        public override string Written => "lang:" + Tag;

        public override bool Finds(NaiveArticle article) => article.Language == Tag;
    }

    /// <param name="Spelling">Between the parts: a blank or AND.</param>
    public sealed record And(NaiveQuery[] Parts, string Spelling) : NaiveQuery
    {
        public override string Written => $"({Bare})";

        /// <summary>Binds tighter than OR, so it needs no parentheses among alternatives.</summary>
        public string Bare => string.Join(Spelling, Parts.Select(part => part.Written));

        public override bool Finds(NaiveArticle article) => Parts.All(part => part.Finds(article));
    }

    public sealed record Or(NaiveQuery[] Parts, bool IsSpare) : NaiveQuery
    {
        public override string Written => $"({Bare})";

        public string Bare => string.Join(" OR ", Parts.Select(part => part is And all && IsSpare ? all.Bare : part.Written));

        public override bool Finds(NaiveArticle article) => Parts.Any(part => part.Finds(article));
    }

    /// <param name="Sign">- or NOT.</param>
    public sealed record Not(NaiveQuery Part, string Sign) : NaiveQuery
    {
        public override string Written => Part is Not ? $"{Sign}({Part.Written})" : Sign + Part.Written;

        public override bool Finds(NaiveArticle article) => !Part.Finds(article);
    }

    /// <summary>A field before parentheses: all words in them are in the title.</summary>
    public sealed record Titled(NaiveQuery Group) : NaiveQuery
    {
        public override string Written => "title:" + Unfielded(Group);

        public override bool Finds(NaiveArticle article) => Group.Finds(article);

        private static string Unfielded(NaiveQuery group) => group.Written.Replace("title:", "", StringComparison.Ordinal);
    }

    /// <summary>The whole query; not everybody puts parentheses around it.</summary>
    public string Typed => this switch
    {
        And all => all.Bare,
        Or any => any.Bare,
        _ => Written,
    };

    public sealed override string ToString() => Typed;
}
