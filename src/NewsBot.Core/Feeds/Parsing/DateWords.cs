using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Dates in words: "Thu, 01 Jan 2004 19:48:21 GMT", "Thu Jan 1 19:48:21 GMT 2004", "January 1, 2004 7:48 PM", "1. März 2004",
/// "2004年1月2日 10時30分", "02.01.2004 10:30": pieces in any order, each known by what it looks like.
/// </summary>
internal ref struct DateWords(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private int? _year;
    private int? _month;
    private int? _day;
    private int? _hour;
    private int _minute;
    private int _second;
    private bool? _afternoon;
    private TimeSpan? _offset;

    /// <summary>The moment, or null where day, month or year is missing or a piece is absurd.</summary>
    public DateTimeOffset? Read()
    {
        while (_position < _text.Length)
        {
            var character = _text[_position];
            if (char.IsAsciiDigit(character))
            {
                if (!ReadNumber())
                    return null;
            }
            else if (character is '+' or '-' or '\u2212' or '\u2013' && _hour is not null && _position + 1 < _text.Length && char.IsAsciiDigit(_text[_position + 1]))
            {
                ReadOffset();
            }
            else if (char.IsLetter(character))
            {
                ReadWord();
            }
            else
            {
                _position++;
            }
        }

        if (_month is null || _day is null || _year is null)
            return null;
        var hour = _hour ?? 0;
        if (_afternoon is { } afternoon && hour <= 12)
            hour = (hour % 12) + (afternoon ? 12 : 0);
        return FeedDate.Build(_year.Value, _month.Value, _day.Value, hour, _minute, _second, _offset ?? TimeSpan.Zero);
    }

    private bool ReadNumber()
    {
        var digits = TakeDigits(_position);
        if (digits.Length > 9)
            return false;
        var number = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var next = _position < _text.Length ? _text[_position] : ' ';
        if (digits.Length <= 2 && _hour is null && (next == ':' || (next is '.' or 'h' && HasDate && IsDigitAt(_position + 1))))
        {
            ReadClock(number);
            return true;
        }

        if (next is '/' or '.' or '-' && _month is null && ReadNumericDate(number, digits.Length, next))
            return true;
        if (!TakeUnit(next, number, digits.Length))
            return Place(number, digits.Length);
        _position++;
        return true;
    }

    private readonly bool HasDate => _year is not null && _month is not null && _day is not null;

    private readonly bool IsDigitAt(int position) => position < _text.Length && char.IsAsciiDigit(_text[position]);

    // The languages of East Asia say after each number what it counts.
    private bool TakeUnit(char unit, int number, int length)
    {
        switch (unit)
        {
            case '年' or '년':
                _year = length <= 2 ? FeedDate.FullYear(number) : number;
                break;
            case '月' or '월':
                _month = number;
                break;
            case '日' or '일' or '号' or '號':
                _day = number;
                break;
            case '时' or '時' or '点' or '點' or '시':
                _hour = number;
                break;
            case '分' or '분':
                _minute = number;
                break;
            case '秒' or '초':
                _second = number;
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Place(int number, int length)
    {
        if (_day is null && length <= 2 && number is >= 1 and <= 31)
            _day = number;
        else if (_year is null && length is 2 or 4)
            _year = length == 2 ? FeedDate.FullYear(number) : number;
        else if (length > 4)
            return false;
        return true;
    }

    private void ReadClock(int hour)
    {
        _hour = hour;
        _position++;
        _minute = Number(TakeDigits(_position));
        if (_position + 1 < _text.Length && _text[_position] is ':' or '.' or 'm' && IsDigitAt(_position + 1))
        {
            _position++;
            _second = Number(TakeDigits(_position));
        }

        if (_position + 1 < _text.Length && _text[_position] is '.' or ',' && char.IsAsciiDigit(_text[_position + 1]))
            _ = TakeDigits(++_position);
    }

    // "02.01.2004", "2004/01/02", "1/2/2004": with dots and dashes the day comes first, with strokes as in America.
    private bool ReadNumericDate(int first, int firstLength, char sign)
    {
        var start = _position;
        var second = TakeDigits(_position + 1);
        if (second.Length is 0 or > 2 || _position >= _text.Length || _text[_position] != sign)
        {
            _position = start;
            return false;
        }

        var third = TakeDigits(_position + 1);
        if (third.Length is 0 or 3 or > 4)
        {
            _position = start;
            return false;
        }

        var middle = Number(second);
        if (firstLength == 4)
        {
            (_year, _month, _day) = (first, middle, Number(third));
            return true;
        }

        _year = third.Length == 2 ? FeedDate.FullYear(Number(third)) : Number(third);
        (_month, _day) = sign == '/' && first <= 12 ? (first, middle) : middle <= 12 ? (middle, first) : (first, middle);
        return true;
    }

    private void ReadOffset()
    {
        var end = _position + 1;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || (_text[end] == ':' && end + 1 < _text.Length && char.IsAsciiDigit(_text[end + 1]))))
            end++;
        _offset = DateZone.Offset(_text[_position..end]) ?? _offset;
        _position = end;
    }

    private void ReadWord()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsLetter(_text[_position]) || char.GetUnicodeCategory(_text[_position]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            _position++;
        var word = _text[start.._position];
        if (Half(word) is { } afternoon)
            _afternoon = afternoon;
        else if (_hour is not null && DateZone.Named(word) is { } offset)
            _offset = offset;
        else if (MonthNames.Find(word) is { } month)
            _month = month;
    }

    // "7:48 p.m." comes as a word of one letter.
    private readonly bool? Half(ReadOnlySpan<char> word)
    {
        if (word.Equals("am", StringComparison.OrdinalIgnoreCase) || word is "上午" or "오전" or "午前" or "πμ" or "AM")
            return false;
        if (word.Equals("pm", StringComparison.OrdinalIgnoreCase) || word is "下午" or "오후" or "午後" or "μμ")
            return true;
        if (word.Length == 1 && _text[_position..].StartsWith(".m", StringComparison.OrdinalIgnoreCase))
            return word[0] is 'p' or 'P' ? true : word[0] is 'a' or 'A' ? false : null;
        return null;
    }

    private ReadOnlySpan<char> TakeDigits(int from)
    {
        _position = from;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        return _text[from.._position];
    }

    private static int Number(ReadOnlySpan<char> digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
