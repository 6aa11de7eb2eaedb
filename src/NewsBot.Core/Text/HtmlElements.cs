using System.Collections.Frozen;

namespace NewsBot.Core.Text;

/// <summary>What the reader of plain text must know of the elements of HTML (WHATWG HTML, sections 13.1.2 and 15.3).</summary>
internal static class HtmlElements
{
    /// <summary>Elements without an end tag.</summary>
    public static readonly FrozenSet<string> Void = Names("area base br col embed hr img input link meta param source track wbr");

    /// <summary>Elements whose content is not markup.</summary>
    public static readonly FrozenSet<string> Raw = Names("iframe noembed noframes script style textarea title xmp");

    /// <summary>Elements whose content is not for reading here.</summary>
    public static readonly FrozenSet<string> Dropped = Names(
        "audio button canvas datalist head iframe math noembed noframes noscript object script select style svg template textarea title video");

    /// <summary>Elements that begin and end a line.</summary>
    public static readonly FrozenSet<string> Block = Names(
        "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
        + "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody tfoot thead tr ul xmp");

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
