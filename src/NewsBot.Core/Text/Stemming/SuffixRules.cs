using System.IO.Compression;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// What to do with the end of a word: a tree over the letters of words read backwards, in which a node may carry a rule
/// "cut so many letters, append these". The deepest rule on a word's way holds, so that a word nobody listed, a name for
/// example, is treated as most words with its ending are. Made by the scenario make-stems of NewsBot.Benchmarks.
/// </summary>
internal sealed class SuffixRules
{
    /// <summary>Words up to this length are changed only if the dictionary had them: a short unknown word is an abbreviation more often than a form.</summary>
    public const int ShortWord = 4;

    /// <summary>The label of the edge behind the first letter of a word.</summary>
    public const byte WordStart = 1;

    private readonly (byte Cut, string Append)[] _rules;
    private readonly byte[] _labels;
    private readonly int[] _targets;
    private readonly int[] _firstEdge;
    private readonly ushort[] _ruleOf;

    /// <summary>Reads the form that <see cref="Write"/> makes.</summary>
    public SuffixRules(Stream compressed)
    {
        using var reader = new BinaryReader(new BufferedStream(new BrotliStream(compressed, CompressionMode.Decompress), 1 << 16));
        _rules = new (byte, string)[reader.Read7BitEncodedInt()];
        for (var rule = 0; rule < _rules.Length; rule++)
            _rules[rule] = (reader.ReadByte(), reader.ReadString());

        _firstEdge = new int[reader.Read7BitEncodedInt() + 1];
        for (var node = 1; node < _firstEdge.Length; node++)
            _firstEdge[node] = _firstEdge[node - 1] + reader.Read7BitEncodedInt();

        _ruleOf = new ushort[_firstEdge.Length - 1];
        for (var node = 0; node < _ruleOf.Length; node++)
            _ruleOf[node] = (ushort)reader.Read7BitEncodedInt();

        _labels = reader.ReadBytes(_firstEdge[^1]);
        _targets = new int[_labels.Length];
        var next = 1;
        for (var edge = 0; edge < _targets.Length; edge++)
        {
            var back = reader.Read7BitEncodedInt();
            _targets[edge] = back == 0 ? next++ : next - back;
        }
    }

    /// <summary>Bytes the tree takes in memory, without the few of its rules.</summary>
    public int Size => (_labels.Length * (sizeof(byte) + sizeof(int))) + (_ruleOf.Length * (sizeof(int) + sizeof(ushort)));

    /// <summary>
    /// Writes a tree whose equal branches are one, with its nodes in the order in which its edges first lead to them. A node
    /// has a number of edges and the number of its rule plus one (0: that of the node above). Labels are the low bytes of letters.
    /// </summary>
    public static void Write(
        Stream output, IReadOnlyList<(byte Cut, string Append)> rules, IReadOnlyList<(byte Label, int Target)> edges, IReadOnlyList<(int Edges, int Rule)> nodes)
    {
        using var writer = new BinaryWriter(new BrotliStream(output, CompressionLevel.SmallestSize, leaveOpen: true));
        writer.Write7BitEncodedInt(rules.Count);
        foreach (var (cut, append) in rules)
        {
            writer.Write(cut);
            writer.Write(append);
        }

        writer.Write7BitEncodedInt(nodes.Count);
        foreach (var node in nodes)
            writer.Write7BitEncodedInt(node.Edges);
        foreach (var node in nodes)
            writer.Write7BitEncodedInt(node.Rule);
        writer.Write([.. edges.Select(edge => edge.Label)]);
        var next = 1;
        foreach (var (_, target) in edges)
        {
            // 0 leads to a node not met before.
            writer.Write7BitEncodedInt(target == next ? 0 : next - target);
            next += target == next ? 1 : 0;
        }
    }

    /// <summary>The word as the rules leave it; the given instance when they change nothing.</summary>
    public string Apply(string word)
    {
        int node = 0, rule = _ruleOf[0], index = word.Length - 1;
        while (index >= 0 && Child(node, (byte)word[index]) is >= 0 and var child)
        {
            node = child;
            if (_ruleOf[node] != 0)
                rule = _ruleOf[node];
            index--;
        }

        var isListed = index < 0 && Child(node, WordStart) is >= 0 and var start && (rule = _ruleOf[start]) != 0;
        if (!isListed && word.Length <= ShortWord)
            return word;

        var (cut, append) = _rules[rule - 1];
        if (cut > word.Length || (cut == 0 && append.Length == 0) || word.AsSpan(word.Length - cut).SequenceEqual(append))
            return word;
        return string.Concat(word.AsSpan(0, word.Length - cut), append);
    }

    private int Child(int node, byte label)
    {
        var first = _firstEdge[node];
        var place = _labels.AsSpan(first, _firstEdge[node + 1] - first).IndexOf(label);
        return place < 0 ? -1 : _targets[first + place];
    }
}
