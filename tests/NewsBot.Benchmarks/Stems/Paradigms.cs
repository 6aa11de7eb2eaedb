using NewsBot.Core.Text;

namespace NewsBot.Benchmarks.Stems;

/// <summary>
/// Which forms belong together. Words that share much of their forms (вибір, вибори) become one group, since a reader
/// cannot know which of them a text means; every form leads to the representative of one group.
/// </summary>
internal sealed class Paradigms
{
    // Shared forms that make two words one: at least so many, and so large a part of each word's forms.
    private const int FewestShared = 3;
    private const double PartOfSmaller = 0.5;
    private const double PartOfLarger = 0.3;

    // Longer bare words follow the rules of their ending; shorter ones are prepositions, particles and the like.
    private const int LongBareWord = 6;
    private const int ShortestName = 4;
    private const int ShortestBareName = 5;

    private readonly Dictionary<string, Lemma> _lemmas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Lemma>> _owners = new(StringComparer.Ordinal);
    private readonly StemHabits _habits;

    public Paradigms(IEnumerable<DictionaryWord> words, StemHabits habits)
    {
        _habits = habits;
        foreach (var word in words)
            Take(word);

        var bare = _lemmas.Values.Where(lemma => lemma.Forms.Count == 1).ToList();
        foreach (var lemma in _lemmas.Values)
            Own(lemma);
        foreach (var lemma in bare)
            Place(lemma);
        MergeShared();
        foreach (var possessive in _lemmas.Values.Where(lemma => lemma.IsPossessive))
        {
            if (!possessive.IsName && _owners[possessive.Word].Find(lemma => lemma != possessive && !lemma.IsPossessive) is { } noun)
                Union(possessive, noun);
        }

        foreach (var woman in _lemmas.Values.Where(lemma => lemma.IsName && _habits.IsWomansSurname(lemma.Word)))
        {
            if (_lemmas.GetValueOrDefault(woman.Word[..^1]) is { IsName: true } man && man.Forms.Contains(woman.Word))
                Union(woman, man);
        }

        ChooseLeaders();
    }

    public int Words => _lemmas.Count;

    /// <summary>Each form with the stems of the groups it belongs to, the likeliest first; only the first counts where it is decided.</summary>
    public IEnumerable<(string Form, List<string> Stems, bool IsDecided)> Forms()
    {
        foreach (var (form, word) in _habits.Fixed)
            yield return (form, [_lemmas.TryGetValue(word, out var lemma) ? StemOf(lemma) : word], true);
        foreach (var (form, lemmas) in _owners.Where(entry => !_habits.Fixed.ContainsKey(entry.Key)))
        {
            var stems = lemmas
                .OrderByDescending(lemma => lemma.Word == form && Root(lemma).Leader == lemma)
                .ThenBy(lemma => _habits.Preferred.GetValueOrDefault(lemma.Word, int.MaxValue))
                .ThenByDescending(lemma => lemma.Forms.Count)
                .ThenBy(lemma => lemma.Word, StringComparer.Ordinal)
                .Select(StemOf).Distinct().ToList();
            yield return (form, stems, lemmas.Exists(lemma => (lemma.Word == form && Root(lemma).Leader == lemma) || _habits.Preferred.ContainsKey(lemma.Word)));
        }
    }

    private string StemOf(Lemma lemma) => _habits.StemOf(Root(lemma).Leader!.Word);

    private static string? Fold(string word) => Analyzer.Words(word) is [var only] ? only : null;

    private void Take(DictionaryWord word)
    {
        if (Fold(word.Word) is not { } folded)
            return;
        if (!_lemmas.TryGetValue(folded, out var lemma))
            _lemmas[folded] = lemma = new Lemma(folded) { HoldsWordOfTheNews = _habits.Preferred.ContainsKey(folded) };
        lemma.Forms.UnionWith(word.Forms.Select(Fold).OfType<string>());
        lemma.IsName |= char.IsUpper(word.Word[0]);
        lemma.IsAcronym |= word.Word.Count(char.IsUpper) > 1;
        lemma.IsPossessive |= _habits.IsPossessive(word);
    }

    private void Own(Lemma lemma)
    {
        foreach (var form in lemma.Forms)
        {
            if (!_owners.TryGetValue(form, out var lemmas))
                _owners[form] = lemmas = [];
            lemmas.Add(lemma);
        }
    }

    /// <summary>
    /// A word without forms of its own is a form that the dictionary lists apart, or a word that does not change. НАТО is not
    /// the vocative of a girl's name.
    /// </summary>
    private void Place(Lemma bare)
    {
        var others = _owners[bare.Word].Where(lemma => lemma != bare).ToList();
        if (others.Count > 0 && !(bare.IsAcronym && others.TrueForAll(lemma => lemma.IsName)))
            Remove(bare);
        else if (others.Count > 0)
            _owners[bare.Word].RemoveAll(lemma => lemma != bare);
        else if (bare.IsName && !bare.IsAcronym && NameOf(bare.Word) is { } name)
            Union(bare, name);
        else if (!bare.IsName && bare.Word.Length >= LongBareWord)
            Remove(bare);
    }

    private void Remove(Lemma bare)
    {
        _lemmas.Remove(bare.Word);
        _owners[bare.Word].Remove(bare);
        if (_owners[bare.Word].Count == 0)
            _owners.Remove(bare.Word);
    }

    /// <summary>The longest name of which the word is a form: the name without its last vowel, and an ending.</summary>
    private Lemma? NameOf(string word)
    {
        for (var length = word.Length; length >= ShortestName - 1; length--)
        {
            var ending = word[length..];
            if (ending.Length > 0 && !_habits.CaseEndings.Contains(ending))
                continue;
            foreach (var vowel in _habits.FinalVowels.Prepend('\0'))
            {
                var name = vowel == '\0' ? word[..length] : word[..length] + vowel;
                if (name != word && name.Length >= ShortestName && _lemmas.GetValueOrDefault(name) is { IsName: true } lemma
                    && (lemma.Forms.Count > 1 || length >= ShortestBareName))
                    return lemma;
            }
        }

        return null;
    }

    private void MergeShared()
    {
        var shared = new Dictionary<(Lemma, Lemma), int>();
        foreach (var lemmas in _owners.Values)
        {
            for (var first = 0; first < lemmas.Count; first++)
            {
                for (var second = first + 1; second < lemmas.Count; second++)
                {
                    var pair = string.CompareOrdinal(lemmas[first].Word, lemmas[second].Word) < 0
                        ? (lemmas[first], lemmas[second])
                        : (lemmas[second], lemmas[first]);
                    shared[pair] = shared.GetValueOrDefault(pair) + 1;
                }
            }
        }

        foreach (var ((first, second), count) in shared.OrderBy(entry => entry.Key.Item1.Word, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Item2.Word, StringComparer.Ordinal))
        {
            var (smaller, larger) = (Math.Min(first.Forms.Count, second.Forms.Count), Math.Max(first.Forms.Count, second.Forms.Count));
            if (count >= FewestShared && count >= smaller * PartOfSmaller && count >= larger * PartOfLarger)
                Union(first, second);
        }
    }

    private void ChooseLeaders()
    {
        foreach (var lemma in _lemmas.Values.OrderBy(lemma => lemma.IsPossessive).ThenByDescending(lemma => lemma.Forms.Count)
            .ThenBy(lemma => lemma.Word.Length).ThenBy(lemma => lemma.Word, StringComparer.Ordinal))
        {
            Root(lemma).Leader ??= lemma;
        }
    }

    private static Lemma Root(Lemma lemma)
    {
        while (lemma.Parent != lemma)
            lemma = lemma.Parent = lemma.Parent.Parent;
        return lemma;
    }

    /// <summary>Two words of the news stay two, whatever they share: газ (gas) and Газа.</summary>
    private static void Union(Lemma first, Lemma second)
    {
        (first, second) = (Root(first), Root(second));
        if (first == second || (first.HoldsWordOfTheNews && second.HoldsWordOfTheNews))
            return;
        first.Parent = second;
        second.HoldsWordOfTheNews |= first.HoldsWordOfTheNews;
    }

    private sealed class Lemma
    {
        public Lemma(string word)
        {
            Word = word;
            Parent = this;
        }

        public string Word { get; }

        public HashSet<string> Forms { get; } = new(StringComparer.Ordinal);

        public bool IsName { get; set; }

        public bool IsAcronym { get; set; }

        public bool IsPossessive { get; set; }

        public bool HoldsWordOfTheNews { get; set; }

        public Lemma Parent { get; set; }

        public Lemma? Leader { get; set; }
    }
}
