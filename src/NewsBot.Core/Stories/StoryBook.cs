namespace NewsBot.Core.Stories;

/// <summary>
/// The open stories, and which of them an article belongs to. Everything here follows from the articles of the last days
/// and the stories they were given (<see cref="StoryWindow"/>), so that a program started anew decides as the one before would
/// have. Not for several threads at once: articles are decided about one after another.
/// </summary>
/// <param name="expected">Articles that there will be, where it is known.</param>
internal sealed class StoryBook(int expected = 0)
{
    private readonly TermWeights _weights = new();
    private readonly StoryCandidates _candidates = new();
    private readonly CopyIndex _copies = new(expected);
    private readonly SlotMap _titles = new(expected);
    private readonly SlotMap _keys = new(expected * 2);
    private readonly Boilerplate _boilerplate = new();
    private readonly Dictionary<long, OpenStory> _stories = new(expected);
    private readonly List<StoryMember?> _members = new(expected);
    private readonly Stack<int> _freeSlots = new();
    private readonly PriorityQueue<OpenStory, long> _closing = new();

    /// <summary>What decides; another one while weights are being fitted.</summary>
    public StoryDecision Decision { get; set; } = StoryDecision.Fitted;

    /// <summary>Stories that are open.</summary>
    public int Stories => _stories.Count;

    /// <summary>Articles in them.</summary>
    public int Articles => _members.Count - _freeSlots.Count;

    /// <summary>
    /// An article without the lines that its outlet repeats. Articles are read in the order in which they came, each once.
    /// </summary>
    public StoryArticle WithoutBoilerplate(StoryArticle article) => article with
    {
        // A lead is one line: an outlet's constant one is no line of its bodies.
        Lead = _boilerplate.Strip(article.Outlet + "\n", article.At, article.Lead),
        Body = _boilerplate.Strip(article.Outlet, article.At, article.Body),
    };

    /// <summary>An article as it is compared; read once, in the order in which articles came.</summary>
    public StoryText Read(StoryArticle article) => StoryText.Of(WithoutBoilerplate(article));

    /// <summary>Decides about an article and takes it in. A new story has the number of its first article.</summary>
    public StoryVerdict Assign(StoryText text)
    {
        var verdict = Decide(text);
        Add(text, verdict.Story?.Id ?? text.Article.ArticleId);
        return verdict;
    }

    /// <summary>Which story an article belongs to; changes nothing.</summary>
    /// <param name="text">The article.</param>
    /// <param name="only">As if no other story were open.</param>
    public StoryVerdict Decide(StoryText text, OpenStory? only = null)
    {
        if (OfKeys(text, only) is { } same)
            return new StoryVerdict.SameArticle(same);
        if (OfTitle(text, only) is { } titled)
            return new StoryVerdict.SameTitle(titled);
        if (OfCopy(text, only) is { } copy)
            return copy;
        var nearest = (only is null ? Compare(text) : [Compare(text, only)]).MaxBy(comparison => (comparison.Veto == Veto.None, comparison.Probability));
        return nearest is { Veto: Veto.None } && nearest.Probability >= Decision.Threshold
            ? new StoryVerdict.Related(nearest)
            : new StoryVerdict.New(nearest);
    }

    /// <summary>The open stories that share most with an article, beside it; those that nothing could make its story are left out.</summary>
    public IReadOnlyList<StoryComparison> Compare(StoryText text) =>
    [
        .. _candidates.Find(text, _weights, slot => _members[slot]!.Story.Id).Select(slot => _members[slot]!.Story)
            .Where(story => Vetoes.Of(text, story) == Veto.None)
            .Select(story => Compare(text, story)),
    ];

    /// <summary>An article beside one story, vetoes included.</summary>
    public StoryComparison Compare(StoryText text, OpenStory story)
    {
        var features = StoryFeatures.Of(text, story, _weights);
        var veto = Vetoes.Of(text, story);
        return new StoryComparison(story, features, Decision.Probability(features), veto == Veto.None ? Vetoes.Of(text, story, features, _weights) : veto);
    }

    /// <summary>What a term says among the open stories.</summary>
    public double WeightOf(StoryTerm term, string language) => _weights.Of(term, _weights.LogarithmOf(language));

    /// <summary>Takes in an article whose story is known; the first of a story founds it.</summary>
    public OpenStory Add(StoryText text, long storyId)
    {
        var slot = _freeSlots.TryPop(out var free) ? free : _members.Count;
        if (slot == _members.Count)
            _members.Add(null);
        StoryTerm[] met;
        if (_stories.TryGetValue(storyId, out var story))
        {
            met = story.Add(text);
        }
        else
        {
            story = new OpenStory(storyId, text);
            _stories.Add(storyId, story);
            _closing.Enqueue(story, story.ClosesAt);
            _weights.AddStory(story.Language);
            _candidates.Add(slot, text.Terms);
            met = text.Terms;
        }

        _weights.Add(met);
        story.Slots.Add(slot);
        _members[slot] = new StoryMember(story, text.Article, text.Title.Key, text.Shingles, text.Numbers, text.TitleWords);
        _copies.Add(slot, text.Bands);
        if (text.Title.Key != 0)
            _titles.Add(text.Title.Key, slot);
        foreach (var key in text.Article.ExactKeys)
            _keys.Add((ulong)key, slot);
        return story;
    }

    /// <summary>Closes the stories that are over by now (Unix milliseconds).</summary>
    public void CloseUntil(long now)
    {
        while (_closing.TryPeek(out var story, out var due) && due < now)
        {
            _closing.Dequeue();
            if (story.ClosesAt < now)
                Close(story);
            else
                _closing.Enqueue(story, story.ClosesAt);
        }
    }

    private void Close(OpenStory story)
    {
        _stories.Remove(story.Id);
        _weights.RemoveStory(story.Language, story.Terms);
        _candidates.Remove(story.Slots[0], story.FounderTerms);
        foreach (var slot in story.Slots)
        {
            var member = _members[slot]!;
            _copies.Remove(slot, member.Shingles);
            if (member.TitleKey != 0)
                _titles.Remove(member.TitleKey, slot);
            foreach (var key in member.Article.ExactKeys)
                _keys.Remove((ulong)key, slot);
            _members[slot] = null;
            _freeSlots.Push(slot);
        }
    }

    private OpenStory? OfKeys(StoryText text, OpenStory? only)
    {
        var keys = text.Article.ExactKeys;
        return First(only, _keys, keys.Select(key => (ulong)key), member => member.Article.ExactKeys.Any(keys.Contains));
    }

    // Two outlets that choose the same words tell the same; one that does has a column of that name.
    private OpenStory? OfTitle(StoryText text, OpenStory? only) => text.Title.Key == 0
        ? null
        : First(only, _titles, [text.Title.Key], member => member.TitleKey == text.Title.Key && Vetoes.Of(text, member.Story) is Veto.None or Veto.Templated);

    private StoryVerdict.Copy? OfCopy(StoryText text, OpenStory? only) => _copies.Find(text.Shingles, text.Bands, slot => _members[slot]!.Shingles)
        .Select(copy => (Copy: copy, Member: _members[copy.Slot]!))
        .Where(found => (only is null || found.Member.Story == only) && MayBeCopied(text, found.Member)
            && !Vetoes.NumbersDiffer(text.Numbers, found.Member.Numbers)
            && (found.Member.IsFounder || Decision.Probability(StoryFeatures.Of(text, found.Member.Story, _weights)) >= Decision.ThresholdOfCopies))
        .OrderByDescending(found => found.Copy.Jaccard).ThenBy(found => found.Member.Story.Id)
        .Select(found => new StoryVerdict.Copy(found.Member.Story, found.Copy.Jaccard, found.Copy.Containment))
        .FirstOrDefault();

    // A constant description under every item of an outlet is copied each time; the items are not.
    private static bool MayBeCopied(StoryText text, StoryMember member) => Vetoes.Of(text, member.Story) switch
    {
        Veto.None or Veto.Templated => true,
        Veto.SameOutlet => Math.Min(text.Shingles.Length, member.Shingles.Length) >= CopyIndex.SurelyNoDescription || Vetoes.TitlesAlike(text.TitleWords, member.TitleWords),
        _ => false,
    };

    private OpenStory? First(OpenStory? only, SlotMap map, IEnumerable<ulong> keys, Func<StoryMember, bool> fits)
    {
        var slots = new List<int>();
        foreach (var key in keys)
            map.Find(key, slots);
        return slots.Select(slot => _members[slot]!).Where(member => (only is null || member.Story == only) && fits(member)).Select(member => member.Story).MinBy(story => story.Id);
    }
}
