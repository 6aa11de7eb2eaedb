namespace NewsBot.Core.Stories;

/// <summary>
/// The lines that an outlet puts under every text: who signs up for its letter has not written the same story. Knows the first and
/// the last lines of an outlet's newest texts of three days. Not for several threads at once.
/// </summary>
internal sealed class Boilerplate
{
    private const int Texts = 50;
    private const int LinesAtEachEnd = 6;
    private const int Fewest = 2;
    private const double Often = 0.3;

    /// <summary>How long a text is remembered, in milliseconds of the moments at which texts were published.</summary>
    public const long Memory = 3 * 24 * 3_600_000;

    private readonly Dictionary<string, Outlet> _outlets = new(StringComparer.Ordinal);

    /// <summary>The text without lines that stand in more than 30 % of the outlet's last 50 texts before this one, which is one from now on.</summary>
    /// <param name="outlet">Whose text it is.</param>
    /// <param name="at">When it was published, Unix milliseconds.</param>
    /// <param name="text">Blocks on lines of their own.</param>
    public string Strip(string outlet, long at, string text)
    {
        if (text.Length == 0)
            return text;
        if (!_outlets.TryGetValue(outlet, out var known))
            _outlets.Add(outlet, known = new Outlet());
        known.Forget(at - Memory);
        var lines = text.Split('\n');
        var ends = lines.Where((_, index) => IsAtAnEnd(index, lines.Length)).Where(line => line.Length > 0).Select(line => TermHash.Of(line)).Distinct().ToArray();
        var isRepeated = lines.Where((line, index) => IsAtAnEnd(index, lines.Length) && known.Repeats(TermHash.Of(line))).ToHashSet(StringComparer.Ordinal);
        known.Add(at, ends);
        return isRepeated.Count == 0 ? text : string.Join('\n', lines.Where((line, index) => !(IsAtAnEnd(index, lines.Length) && isRepeated.Contains(line))));
    }

    private static bool IsAtAnEnd(int index, int lines) => index < LinesAtEachEnd || index >= lines - LinesAtEachEnd;

    private sealed class Outlet
    {
        private readonly Queue<(long At, uint[] Lines)> _texts = new();
        private readonly Dictionary<uint, int> _times = [];

        public bool Repeats(uint line) => _times.GetValueOrDefault(line) is >= Fewest and var times && times > _texts.Count * Often;

        public void Add(long at, uint[] lines)
        {
            _texts.Enqueue((at, lines));
            foreach (var line in lines)
                _times[line] = _times.GetValueOrDefault(line) + 1;
            if (_texts.Count > Texts)
                ForgetOldest();
        }

        public void Forget(long before)
        {
            while (_texts.TryPeek(out var oldest) && oldest.At < before)
                ForgetOldest();
        }

        private void ForgetOldest()
        {
            foreach (var line in _texts.Dequeue().Lines)
            {
                if (--_times[line] == 0)
                    _times.Remove(line);
            }
        }
    }
}
