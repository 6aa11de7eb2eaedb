using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>The three parts of ISO 8859 that the platform does not bring: 10 (Nordic), 14 (Celtic) and 16 (South-Eastern Europe).</summary>
internal sealed class IsoEncoding : Encoding
{
    private const int FirstOfTable = 0xA0;

    private static readonly IsoEncoding Nordic = new("\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");
    private static readonly IsoEncoding Celtic = new("\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");
    private static readonly IsoEncoding SouthEastern = new("\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ");

    private readonly string _upper;

    private IsoEncoding(string upper) => _upper = upper;

    /// <summary>Part 10, 14 or 16.</summary>
    public static IsoEncoding Of(int part) => part switch
    {
        10 => Nordic,
        14 => Celtic,
        _ => SouthEastern,
    };

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var offset = 0; offset < byteCount; offset++)
        {
            var value = bytes[byteIndex + offset];
            chars[charIndex + offset] = value < FirstOfTable ? (char)value : _upper[value - FirstOfTable];
        }

        return byteCount;
    }

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var offset = 0; offset < charCount; offset++)
        {
            var character = chars[charIndex + offset];
            var place = _upper.IndexOf(character, StringComparison.Ordinal);
            bytes[byteIndex + offset] = character < FirstOfTable ? (byte)character : place < 0 ? (byte)'?' : (byte)(place + FirstOfTable);
        }

        return charCount;
    }

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;
}
