using System.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Benchmarks.Stems;

/// <summary>
/// Makes the smallest tree of <see cref="SuffixRules"/> that treats every listed form as asked. From the leaves upwards each
/// node learns the rules with which most of its children are content; downwards it takes its parent's rule if that is
/// among them. So the inner nodes carry the rule of most endings below, and only what deviates needs a node.
/// </summary>
internal sealed class RuleTrie
{
    private readonly List<(string Form, int[] Rules)> _forms = [];
    private readonly Dictionary<(byte Cut, string Append), int> _ruleNumbers = [];
    private readonly List<(byte Cut, string Append)> _rules = [];
    private int[] _uses = [];

    /// <summary>Adds a form with the words it may lead to.</summary>
    public void Add(string form, IEnumerable<string> stems)
    {
        var rules = stems.Select(stem => Number(form, stem)).Distinct().ToArray();
        if (form.Length > SuffixRules.ShortWord || rules[0] != Number(form, form))
            _forms.Add((form, rules));
    }

    /// <summary>The number of nodes written.</summary>
    public int Write(Stream output)
    {
        _forms.Sort((left, right) => CompareReversed(left.Form, right.Form));
        _uses = new int[_rules.Count];
        foreach (var (_, rules) in _forms)
            _uses[rules[0]]++;

        var root = Build(0, _forms.Count, 0);
        root.Rule = Best(root.Content);
        Settle(root);
        return WriteNodes(output, root);
    }

    private int Number(string form, string stem)
    {
        var same = form.AsSpan().CommonPrefixLength(stem);
        var rule = ((byte)(form.Length - same), stem[same..]);
        if (_ruleNumbers.TryGetValue(rule, out var number))
            return number;
        _rules.Add(rule);
        return _ruleNumbers[rule] = _rules.Count - 1;
    }

    private Node Build(int from, int to, int depth)
    {
        var node = new Node();
        if (IsShort(from, depth))
        {
            // Listed word for word, whatever the endings say.
            node.IsListed = true;
            node.Content = _forms[from].Rules[..1];
            return node;
        }

        if (AgreedBy(from, to) is { Length: > 0 } agreed)
        {
            node.Content = agreed;
            return node;
        }

        var votes = new Dictionary<int, int>();
        while (from < to)
        {
            var label = LabelAt(_forms[from].Form, depth);
            var end = from + 1;
            while (end < to && LabelAt(_forms[end].Form, depth) == label)
                end++;
            var child = Build(from, end, depth + 1);
            node.Children.Add((label, child));
            if (!child.IsListed)
            {
                foreach (var rule in child.Content)
                    votes[rule] = votes.GetValueOrDefault(rule) + 1;
            }

            from = end;
        }

        var most = votes.Values.DefaultIfEmpty().Max();
        node.Content = [.. votes.Where(vote => vote.Value == most).Select(vote => vote.Key).Order()];
        return node;
    }

    private bool IsShort(int form, int depth) => _forms[form].Form.Length <= SuffixRules.ShortWord && depth == _forms[form].Form.Length + 1;

    /// <summary>The rules that suit all these forms; null when there are none or a short word is among them.</summary>
    private int[]? AgreedBy(int from, int to)
    {
        var agreed = _forms[from].Rules;
        for (var form = from; form < to; form++)
        {
            if (_forms[form].Form.Length <= SuffixRules.ShortWord)
                return null;
            if (!ReferenceEquals(agreed, _forms[form].Rules))
                agreed = [.. agreed.Intersect(_forms[form].Rules)];
            if (agreed.Length == 0)
                return null;
        }

        return agreed;
    }

    private int Best(int[] rules) => rules.Length == 0 ? -1 : rules.OrderByDescending(rule => _uses[rule]).ThenBy(rule => rule).First();

    private void Settle(Node node)
    {
        foreach (var (_, child) in node.Children)
        {
            child.Explicit = child.IsListed || (child.Content.Length > 0 && !child.Content.Contains(node.Rule));
            child.Rule = child.Explicit ? Best(child.Content) : node.Rule;
            Settle(child);
        }

        node.Children.RemoveAll(edge => !edge.Child.Explicit && edge.Child.Children.Count == 0);
    }

    /// <summary>Equal subtrees are written once; nodes are numbered in the order in which they are first met.</summary>
    private int WriteNodes(Stream output, Node root)
    {
        root.Explicit = true;
        root = Shared(root, []);
        var places = new Dictionary<Node, int> { [root] = 0 };
        var nodes = new List<Node> { root };
        var edges = new List<(byte Label, int Target)>();
        for (var index = 0; index < nodes.Count; index++)
        {
            foreach (var (label, child) in nodes[index].Children)
            {
                if (!places.TryGetValue(child, out var place))
                {
                    places[child] = place = nodes.Count;
                    nodes.Add(child);
                }

                edges.Add((label, place));
            }
        }

        // The rules in use most get the smallest numbers, those in use nowhere none.
        var order = nodes.Where(node => node.Explicit).GroupBy(node => node.Rule)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => group.Key).ToList();
        if (order.Count >= ushort.MaxValue)
            throw new InvalidOperationException($"{order.Count} rules do not fit.");
        var numbers = order.Select((rule, number) => (rule, number)).ToDictionary(pair => pair.rule, pair => pair.number + 1);
        SuffixRules.Write(output, [.. order.Select(rule => _rules[rule])], edges,
            [.. nodes.Select(node => (node.Children.Count, node.Explicit ? numbers[node.Rule] : 0))]);
        return nodes.Count;
    }

    private static Node Shared(Node node, Dictionary<string, Node> known)
    {
        var signature = new StringBuilder().Append(node.Explicit ? node.Rule : -1);
        for (var index = 0; index < node.Children.Count; index++)
        {
            var (label, child) = node.Children[index];
            child = Shared(child, known);
            node.Children[index] = (label, child);
            signature.Append(' ').Append(label).Append(' ').Append(child.Number);
        }

        var key = signature.ToString();
        if (known.TryGetValue(key, out var equal))
            return equal;
        node.Number = known.Count;
        return known[key] = node;
    }

    private static byte LabelAt(string form, int depth) => depth == form.Length ? SuffixRules.WordStart : (byte)form[^(depth + 1)];

    private static int CompareReversed(string left, string right)
    {
        for (var depth = 0; depth < left.Length && depth < right.Length; depth++)
        {
            if (LabelAt(left, depth) != LabelAt(right, depth))
                return LabelAt(left, depth) - LabelAt(right, depth);
        }

        return left.Length - right.Length;
    }

    private sealed class Node
    {
        public List<(byte Label, Node Child)> Children { get; } = [];

        public int[] Content { get; set; } = [];

        public int Number { get; set; }

        public int Rule { get; set; }

        public bool Explicit { get; set; }

        public bool IsListed { get; set; }
    }
}
