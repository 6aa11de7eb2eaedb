namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads an XML feed item by item, so that one item at a time is a tree. End tags that are missing, mistyped or misplaced
/// are made good by what may stand where (<see cref="FeedStructure"/>); no item that can be read is lost to a broken one.
/// </summary>
internal sealed class XmlFeedReader
{
    private readonly MarkupReader _markup;
    private readonly Uri? _documentAddress;
    private readonly List<ParsedItem> _items = [];
    private readonly List<(string Prefix, string Space)> _declared = [];
    private readonly Allowance _feed = new();
    private readonly Allowance _item = new();
    private FeedElement? _root;
    private FeedElement? _current;
    private FeedElement? _openItem;
    private int _depth;
    private int _skipping;
    private bool _ended;

    private XmlFeedReader(string text, Uri? documentAddress)
    {
        _markup = new MarkupReader(text);
        _documentAddress = documentAddress;
    }

    /// <summary>The feed, or null where the document holds none, and the first place where it is broken.</summary>
    /// <param name="text">The document, decoded.</param>
    /// <param name="root">Local name, in lower case, of the element where the feed begins; what stands before is passed over.</param>
    /// <param name="documentAddress">Where it came from.</param>
    public static (ParsedFeed? Feed, FeedDefect? Defect) Read(string text, string root, Uri? documentAddress)
    {
        var reader = new XmlFeedReader(text, documentAddress);
        while (reader._items.Count < ParseLimits.Items && reader._markup.Read())
            reader.Take(root);
        return (reader.Finish(), reader._markup.Defect);
    }

    private void Take(string root)
    {
        switch (_markup.Kind)
        {
            case MarkupKind.StartTag when _root is null:
                if (_markup.LocalName() == root)
                    OpenRoot();
                break;
            case MarkupKind.StartTag:
                Open();
                break;
            case MarkupKind.EndTag when _current is not null:
                End(_markup.Name);
                break;
            case MarkupKind.Text or MarkupKind.CharacterData when _current is not null && _skipping == 0 && !FeedStructure.IsContainer(_current.Key):
                var room = (_openItem is null ? _feed : _item).TakeText(_markup.Content.Length);
                if (room > 0)
                    _current.Add(_markup.Kind == MarkupKind.Text ? _markup.References.Read(_markup.Content[..room]) : _markup.References.ReadLiteral(_markup.Content[..room]));
                break;
        }
    }

    private void OpenRoot()
    {
        var local = _markup.LocalName();
        ReadDeclarations();
        // Whatever the default namespace says: "feed" is Atom's, "rss" is none of Atom's.
        var plain = local is "feed" or "entry" ? "atom:" : local is "rss" or "channel" ? "" : null;
        var colon = _markup.Name.IndexOf(':');
        var names = FeedNames.Undeclared().InRoot(_declared, colon < 0 ? "" : _markup.Name[..colon].ToString(), plain);
        _root = new FeedElement(names.Element(_markup.Name), names, null) { Base = _documentAddress };
        ReadAttributes(_root);
        _current = _root;
        _ended = _markup.IsEmpty;
        _openItem = FeedStructure.IsItem(_root.Key) ? _root : null;
    }

    private void Open()
    {
        ReadDeclarations();
        var around = _current!;
        var (names, name) = NameHere();
        var begins = FeedStructure.IsItem(name.Key) && (_openItem is null || FeedStructure.EndsItem(_current!.Key));
        if (begins)
            EndOpenItem();
        if (_skipping > 0 || _depth >= ParseLimits.Depth || !(begins || _openItem is not null ? _item : _feed).TakeElement())
        {
            // Beyond the bounds: left out with all that is in it.
            if (!_markup.IsEmpty)
                _skipping++;
            return;
        }

        if (FeedStructure.Ends(_current!.Key, name.Key))
        {
            _markup.Note(_markup.Start, $"{_current.Key} has no end tag");
            Close();
        }

        // What was closed took its namespaces with it.
        if (_current != around)
            (names, name) = NameHere();
        var element = new FeedElement(name, names, _current);
        ReadAttributes(element);
        _current = element;
        _depth++;
        if (begins)
            _openItem = element;
        if (_markup.IsEmpty)
            Close();
    }

    private (FeedNames Names, FeedName Name) NameHere()
    {
        var names = _declared.Count == 0 ? _current!.Names : _current!.Names.Inside(_declared);
        return (names, names.Element(_markup.Name));
    }

    // A new item inside the fields of another: the other was never closed.
    private void EndOpenItem()
    {
        _skipping = 0;
        if (_openItem is null)
            return;
        _markup.Note(_markup.Start, "an item has no end tag");
        CloseThrough(_openItem);
    }

    private void ReadDeclarations()
    {
        _declared.Clear();
        foreach (var attribute in _markup.Attributes)
        {
            var name = _markup.NameOf(attribute);
            if (name is "xmlns")
                _declared.Add(("", _markup.ValueOf(attribute)));
            else if (name.StartsWith("xmlns:"))
                _declared.Add((name[6..].ToString(), _markup.ValueOf(attribute)));
        }
    }

    private void ReadAttributes(FeedElement element)
    {
        foreach (var attribute in _markup.Attributes)
        {
            var name = _markup.NameOf(attribute);
            if (name.StartsWith("xmlns"))
                continue;
            var key = element.Names.Attribute(name);
            var value = _markup.ValueOf(attribute);
            if (key == "xml:base")
                element.Base = FeedAddress.Below(element.Base, value) is { Scheme: "http" or "https" } basis ? basis : element.Base;
            else if (key == "xml:lang")
                element.Language = value.Trim() is { Length: > 0 } language ? language : element.Language;
            element.AddAttribute(key, value);
        }
    }

    // An end tag means what it means in the element that it ends: markup left open inside may have other namespaces.
    private void End(ReadOnlySpan<char> name)
    {
        if (_skipping > 0)
        {
            // In what is left out tags may be unbalanced: the end of an item counts wherever it stands.
            if (!FeedStructure.IsContainer((_openItem ?? _root!).Names.Element(name).Key))
            {
                _skipping--;
                return;
            }

            _skipping = 0;
        }

        for (var open = _current!; open != _root; open = open.Parent!)
        {
            if (open.Names.Element(name).Key != open.Key)
                continue;
            if (open != _current)
                _markup.Note(_markup.Start, $"{_current!.Key} ends with the element around it");
            CloseThrough(open);
            return;
        }

        if (_root!.Names.Element(name).Key == _root.Key)
        {
            // What follows the end is read as well: feeds have been found with items there.
            CloseThrough(null);
            _ended = true;
            return;
        }

        var key = _current!.Names.Element(name).Key;
        _markup.Note(_markup.Start, $"an end tag {key} fits no element");
        if (_current != _root && FeedStructure.MayBeMistyped(_current.Key, key))
            Close();
    }

    private void CloseThrough(FeedElement? last)
    {
        while (_current != _root)
        {
            var closed = _current;
            Close();
            if (closed == last)
                break;
        }
    }

    private void Close()
    {
        var element = _current!;
        _current = element.Parent;
        _depth--;
        if (element == _openItem)
        {
            _items.Add(XmlItemMapping.Map(element));
            _openItem = null;
            _item.Reset();
        }
        else
        {
            _current?.Add(element);
        }
    }

    private ParsedFeed? Finish()
    {
        if (_root is null)
            return null;
        if (!_ended && _items.Count < ParseLimits.Items)
            _markup.Note(int.MaxValue, "the document ends too early");
        // What the document left open is closed; a line cut off is not what it was, and an item counts if it can be told from others.
        while (_current is not null && _current != _root)
        {
            if (_current == _openItem && _current.TextOf("guid", "link", "atom:id", "title", "atom:title") is null && _current.First("atom:link") is null)
                (_current, _openItem) = (_current.Parent, null);
            else if (_openItem is not null && FeedStructure.IsLine(_current.Key))
                _current = _current.Parent;
            else
                Close();
        }

        if (_openItem is not null)
            _items.Add(XmlItemMapping.Map(_root));
        return XmlFeedMapping.Map(_root, _items);
    }

    /// <summary>What one item, or the feed around the items, may still grow by.</summary>
    private sealed class Allowance
    {
        private int _text = ParseLimits.Text;
        private int _elements = ParseLimits.Elements;

        public void Reset() => (_text, _elements) = (ParseLimits.Text, ParseLimits.Elements);

        public bool TakeElement() => _elements-- > 0;

        public int TakeText(int length)
        {
            var taken = Math.Min(length, _text);
            _text -= taken;
            return taken;
        }
    }
}
