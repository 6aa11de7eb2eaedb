using System.Xml;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads an XML feed item by item, so that one item at a time is a tree. Nothing outside the document is ever read:
/// document types are processed without a resolver, and entities may grow by 100,000 characters in all.
/// </summary>
internal sealed class XmlFeedReader
{
    private const int DeepestElement = 200;
    private const int MostItems = 5_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 100_000,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly FeedNames _names = new();
    private readonly List<ParsedItem> _items = [];
    private readonly Uri? _documentAddress;
    private FeedElement? _root;
    private FeedElement? _current;
    private int _skipping;

    private XmlFeedReader(Uri? documentAddress) => _documentAddress = documentAddress;

    /// <summary>What was read, and where reading stopped if it did not reach the end.</summary>
    /// <param name="text">The document without XML declaration and without characters that XML forbids.</param>
    /// <param name="documentAddress">Where it came from.</param>
    public static (ParsedFeed? Feed, FeedDefect? Defect) Read(string text, Uri? documentAddress)
    {
        var reader = new XmlFeedReader(documentAddress);
        var defect = reader.ReadAll(text);
        return (reader.Finish(), defect);
    }

    private FeedDefect? ReadAll(string text)
    {
        var table = new NameTable();
        var context = new XmlParserContext(table, new FeedNames.AnyPrefix(table), null, XmlSpace.None);
        using var reader = XmlReader.Create(new StringReader(text), Settings, context);
        try
        {
            while (reader.Read() && _items.Count < MostItems)
                Take(reader);
            return null;
        }
        catch (XmlException exception)
        {
            return new FeedDefect(exception.LineNumber, exception.LinePosition, exception.Message);
        }
    }

    private void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element when reader.Depth >= DeepestElement:
                // Nothing a feed says stands that deep; the text of what is skipped is left out.
                if (!reader.IsEmptyElement)
                    _skipping++;
                break;
            case XmlNodeType.Element:
                var empty = reader.IsEmptyElement;
                Open(reader);
                if (empty)
                    Close();
                break;
            case XmlNodeType.EndElement when _skipping > 0:
                _skipping--;
                break;
            case XmlNodeType.EndElement:
                Close();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when _skipping == 0:
                _current?.Add(TextCleaner.Clean(reader.Value));
                break;
        }
    }

    private void Open(XmlReader reader)
    {
        var element = new FeedElement(_names.Key(reader.NamespaceURI, reader.LocalName), reader.LocalName, _current);
        if (_current is null)
            element.Base = _documentAddress;
        while (reader.MoveToNextAttribute())
        {
            var key = _names.Key(reader.NamespaceURI, reader.LocalName);
            if (key == "xml:base")
                element.Base = FeedAddress.Below(element.Base, reader.Value);
            else if (key == "xml:lang")
                element.Language = reader.Value.Trim() is { Length: > 0 } language ? language : element.Language;
            if (!key.StartsWith("xmlns:", StringComparison.Ordinal))
                element.AddAttribute(key, TextCleaner.Clean(reader.Value));
        }

        _root ??= element;
        _current = element;
    }

    private void Close()
    {
        var element = _current!;
        _current = element.Parent;
        if (IsItem(element))
            _items.Add(XmlItemMapping.Map(element));
        else
            _current?.Add(element);
    }

    private static bool IsItem(FeedElement element) => element.Key switch
    {
        "item" => element.Parent?.Key is "channel" or "rdf:rdf" or "rss" or "items",
        "atom:entry" => element.Parent?.Key is null or "atom:feed" or "channel" or "atom:channel",
        "entry" => element.Parent?.Key is "feed",
        _ => false,
    };

    private ParsedFeed? Finish()
    {
        // What the document left open is closed; an item cut off counts if it can be told from others.
        while (_current is not null)
        {
            if (IsItem(_current) && _current.TextOf("guid", "link", "atom:id") is null)
                _current = _current.Parent;
            else
                Close();
        }

        return _root is null ? null : XmlFeedMapping.Map(_root, _items);
    }
}
