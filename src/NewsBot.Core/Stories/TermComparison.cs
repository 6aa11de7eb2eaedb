namespace NewsBot.Core.Stories;

/// <summary>The terms of a text beside those of a story, or of its first article, in one pass.</summary>
internal readonly struct TermComparison
{
    /// <param name="text">The terms of the text, in the order of ids.</param>
    /// <param name="story">The terms it is compared with, in that order.</param>
    /// <param name="weights">What a term says.</param>
    /// <param name="logarithm">Of the stories in their language (<see cref="TermWeights.LogarithmOf"/>).</param>
    /// <param name="fewestOutlets">How many outlets must begin with a term for it to be what the story begins with.</param>
    public TermComparison(ReadOnlySpan<StoryTerm> text, ReadOnlySpan<StoryTerm> story, TermWeights weights, double logarithm, int fewestOutlets)
    {
        double product = 0, ofText = 0, ofStory = 0, rareTerms = 0, numbers = 0;
        var sharedRare = 0;
        Part openingKnown = default, openingTold = default, titleKnown = default, titleTold = default;
        int left = 0, right = 0;
        while (left < text.Length || right < story.Length)
        {
            var inText = left < text.Length && (right == story.Length || text[left].Id <= story[right].Id);
            var inStory = right < story.Length && (left == text.Length || story[right].Id <= text[left].Id);
            var weight = weights.Of(inText ? text[left] : story[right], logarithm);
            var isShared = inText && inStory;
            if (inText)
            {
                var term = text[left];
                ofText += term.Weight * weight * weight;
                openingKnown.Add(term.Opening > 0, weight, isShared);
                titleKnown.Add(term.Title > 0, weight, isShared);
            }

            if (inStory)
            {
                var term = story[right];
                ofStory += term.Weight * weight * weight;
                openingTold.Add(term.Opening >= fewestOutlets, weight, isShared);
                titleTold.Add(term.Title >= fewestOutlets, weight, isShared);
            }

            if (isShared)
            {
                product += Math.Sqrt((double)text[left].Weight * story[right].Weight) * weight * weight;
                if (text[left].IsParticularNumber)
                    numbers += weight;
                else if (!text[left].IsNumber)
                    rareTerms += TermWeights.Rareness(weight);
                if (weight >= TermWeights.Rare && text[left].Kind != TermKind.Digit)
                    sharedRare++;
            }

            left += inText ? 1 : 0;
            right += inStory ? 1 : 0;
        }

        Cosine = product == 0 ? 0 : product / Math.Sqrt(ofText * ofStory);
        (OpeningKnown, OpeningTold, TitleKnown, TitleTold) = (openingKnown.Share, openingTold.Share, titleKnown.Share, titleTold.Share);
        (RareTerms, Numbers, SharedRare) = (rareTerms, numbers, sharedRare);
    }

    public double Cosine { get; }

    public double OpeningKnown { get; }

    public double OpeningTold { get; }

    public double TitleKnown { get; }

    public double TitleTold { get; }

    public double RareTerms { get; }

    public double Numbers { get; }

    public int SharedRare { get; }

    /// <summary>What part of a weight is shared.</summary>
    private struct Part
    {
        private double _all;
        private double _shared;

        public readonly double Share => _all == 0 ? 0 : _shared / _all;

        public void Add(bool counts, double weight, bool isShared)
        {
            if (!counts)
                return;
            _all += weight;
            if (isShared)
                _shared += weight;
        }
    }
}
