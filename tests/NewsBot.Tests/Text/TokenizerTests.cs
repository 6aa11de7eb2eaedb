using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("AT&T", "at&t")]
    [InlineData("R&D, Q&A & more", "r&d q&a more")]
    [InlineData("C++", "c++")]
    [InlineData("C++17 and c++.", "c++ 17 and c++")]
    [InlineData("C# 14, F#", "c# 14 f#")]
    [InlineData("word#anchor #tag", "word anchor tag")]
    [InlineData(".NET 10", ".net 10")]
    [InlineData("ASP.NET", "asp net")]
    [InlineData("the end.Next ...and", "the end next and")]
    [InlineData("U.S.", "us")]
    [InlineData("The U.S.-led force", "the us led force")]
    [InlineData("J.R.R. Tolkien, J.K.Rowling", "jrr tolkien jk rowling")]
    [InlineData("at 5 a.m. today", "at 5 am today")]
    [InlineData("3.14 or 3,5", "3.14 or 3,5")]
    [InlineData("1,000,000.", "1,000,000")]
    [InlineData("٢٠٢٦", "2026")]
    [InlineData("COVID-19", "covid 19")]
    [InlineData("covid19", "covid 19")]
    [InlineData("iPhone15Pro", "iphone 15 pro")]
    [InlineData("snake_case e-mail", "snake case e mail")]
    [InlineData("об'єкт об’єкт обʼєкт об`єкт об´єкт", "обʼєкт обʼєкт обʼєкт обʼєкт обʼєкт")]
    [InlineData("'слово' ’", "слово")]
    [InlineData("Trump’s don't l'Ukraine", "trump s don t l ukraine")]
    [InlineData("Ёлка елка", "елка елка")]
    [InlineData("Її їжак йод ґанок", "її їжак йод ґанок")]
    [InlineData("за\u0301мок сло\u00ADво ду\u200Bша", "замок слово душа")]
    [InlineData("и\u0306од", "йод")]
    [InlineData("Élection élection e\u0301lection", "election election election")]
    [InlineData("Straße STRASSE Łódź Øresund Çelik Iğdır", "strasse strasse lodz oresund celik igdir")]
    [InlineData("Αθήνα ΛΌΓΟΣ λόγος", "αθηνα λογοσ λογοσ")]
    [InlineData("ﬁnal ＡＢＣ½", "final abc 1 2")]
    [InlineData("Apple™ №5", "apple no 5")]
    [InlineData("עִבְרִית", "עברית")]
    [InlineData("مُحَمَّد محمد", "محمد محمد")]
    [InlineData("हिन्दी समाचार", "हिन्दी समाचार")]
    [InlineData("!!! — … 🇺🇦", "")]
    public void Words_OfOneText_AreThese(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Analyzer.Words(text)));

    [Theory]
    [InlineData("猫", "猫")]
    [InlineData("中国", "中国")]
    [InlineData("中国人", "中国 国人")]
    [InlineData("手机iPhone", "手机 机 iphone")]
    [InlineData("iPhone手机", "iphone 手机")]
    [InlineData("2026年", "2026 年")]
    [InlineData("ウクライナ", "ウク クラ ライ イナ")]
    [InlineData("ﾃﾚﾋﾞ", "テレ レビ")]
    [InlineData("ไทย", "ไท ทย")]
    [InlineData("우크라", "우크 크라")]
    [InlineData("𠀀𠀁", "𠀀𠀁")]
    public void Words_OfScriptsWithoutSpaces_ArePairs(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Analyzer.Words(text)));

    [Fact]
    public void Article_InAScriptWithoutSpaces_HasOneTokenForEachCharacter()
    {
        var title = Analyzer.Analyze("中国人", null).Title;

        Assert.Equal([new Token("中国", 1), new Token("国人", 2), new Token("人", 3)], title);
    }

    [Fact]
    public void Article_WithTitleAndBlocks_HasGapsBetweenThem()
    {
        var article = Analyzer.Analyze("Power plants", "are hit\n\nagain\n");

        Assert.Equal([new Token("power", 1), new Token("plants", 2)], article.Title);
        Assert.Equal([new Token("are", 4), new Token("hit", 5), new Token("again", 7)], article.Body);
    }

    [Fact]
    public void Article_WithoutTitle_BeginsAtOne() =>
        Assert.Equal([new Token("body", 1)], Analyzer.Analyze("", "body").Body);

    [Fact]
    public void Article_LongerThanTheIndexTakes_IsCutAlike()
    {
        var numbered = Analyzer.Analyze("one", string.Join(' ', Enumerable.Range(0, 20_000)));
        var repeated = Analyzer.Analyze("same", string.Join(' ', Enumerable.Repeat("same", 400)) + " end");
        var heavy = Analyzer.Analyze("", string.Join(' ', Enumerable.Range(0, 15_000).Select(n => new string((char)('a' + (n % 26)), 60) + "x")));

        Assert.Equal(Analyzer.MaximumPosition, numbered.Body[^1].Position);
        Assert.Equal(255, repeated.Body.Count(token => token.Text == "same"));
        Assert.Equal(new Token("end", 403), repeated.Body[^1]);
        Assert.InRange(heavy.Body.Sum(token => token.Text.Length), 1, Analyzer.MaximumTokenBytes);
    }

    [Fact]
    public void Words_OfGreatLength_AreCutInTextAndQueryAlike()
    {
        var word = Assert.Single(Analyzer.Words(new string('a', 5_000)));

        Assert.Equal(TokenReader.MaximumTokenLength, word.Length);
    }

    [Theory]
    [InlineData("covid 19 c++ .net c# обʼєкт at&t 3.14 us")]
    [InlineData("中国人 abc 手机")]
    [InlineData("手机iphone 国")]
    public void Join_OfWords_ReadsAsTheSameWords(string text)
    {
        var words = Analyzer.Words(text);

        Assert.Equal(words, Analyzer.Words(Analyzer.Join(words, ' ')));
        Assert.Equal(words, Analyzer.Words(Analyzer.Join(words, '-')));
    }
}
