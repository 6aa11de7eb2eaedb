using System.Text;

namespace NewsBot.Core.Text;

/// <summary>Collects text into blocks, one a line, with single blanks inside and none at the ends.</summary>
internal sealed class BlockText(int expectedLength)
{
    private readonly StringBuilder _text = new(Math.Min(expectedLength, 4096));
    private bool _space;
    private bool _break;

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                _space = true;
                continue;
            }

            if (_text.Length > 0)
            {
                if (_break)
                    _text.Append('\n');
                else if (_space)
                    _text.Append(' ');
            }

            _space = _break = false;
            _text.Append(character);
        }
    }

    public void Space() => _space = true;

    public void EndBlock() => _break = true;

    public override string ToString() => _text.ToString();
}
