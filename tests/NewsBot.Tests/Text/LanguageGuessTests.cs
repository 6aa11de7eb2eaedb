using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

public sealed class LanguageGuessTests
{
    public static TheoryData<string> Languages => [.. LanguageSamples.Of.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Of_SentencesOfALanguage_IsThatLanguageAndNeverAnother(string language)
    {
        var sentences = LanguageSamples.Of[language].Split('\n');
        var guesses = sentences.Select(LanguageGuess.Of).ToList();

        Assert.True(sentences.Length >= 5);
        Assert.All(sentences.Zip(guesses), pair => Assert.True(pair.Second is null || pair.Second == language, $"{pair.Second}: {pair.First}"));
        Assert.True(guesses.Count(guess => guess == language) >= 4, string.Join(", ", guesses));
        Assert.Equal(language, LanguageGuess.Of(string.Join("\n", sentences)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("12:30 — 3,5 % ↑")]
    [InlineData("iPhone 17 Pro Max")]
    [InlineData("Real Madrid – Bayern München 2:1")]
    [InlineData("Kamala Harris in Berlin")]
    [InlineData("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor")]
    [InlineData("Trump, Putin, Xi, Macron, Merz, Starmer, Meloni, Tusk")]
    [InlineData("Вибори у США")]
    [InlineData("https://example.org/en/news/2026/11/24/the-story-of-the-day.html")]
    public void Of_TextThatSaysTooLittle_IsNothing(string text) => Assert.Null(LanguageGuess.Of(text));

    [Fact]
    public void Of_HalfOneLanguageHalfAnother_IsNothing() =>
        Assert.Null(LanguageGuess.Of(
            "The government said on Monday that it would not change the law, but the opposition is not convinced by the plan. "
            + "Die Regierung sagte am Montag, dass sie das Gesetz nicht ändern werde, aber die Opposition ist von dem Plan nicht überzeugt."));

    [Fact]
    public void Of_HalfOneScriptHalfAnother_IsNothing() =>
        Assert.Null(LanguageGuess.Of("Міністр сказав, що закон про мову не змінять. The minister said that the law on language will not change."));

    [Fact]
    public void Of_TextWithForeignNames_IsTheLanguageAroundThem() =>
        Assert.Equal("uk", LanguageGuess.Of("Компанія OpenAI представила GPT-6 і Sora Turbo, які будуть доступні для користувачів ChatGPT Plus та Pro вже цього року."));

    [Theory]
    [InlineData("en-GB", "The minister said that the law will not change.", "en")]
    [InlineData("de", "The minister said that the law will not change.", "de")]
    [InlineData("pl", "OK", "pl")]
    [InlineData("en", "Міністр сказав, що закон про мову не змінять, і це його остаточне рішення.", "uk")]
    [InlineData("en-US", "Глава правительства заявил, что это решение уже принято и его не будут менять.", "ru")]
    [InlineData("en", "政府は火曜日に新しい経済対策を発表した。", "ja")]
    [InlineData("ru", "The minister said that the law will not change, and that it was not his idea.", "en")]
    [InlineData("ru", "Apple iPhone 17", "ru")]
    [InlineData("ja", "NHKニュース TOKYO OLYMPICS OPENING CEREMONY", "ja")]
    [InlineData("sr", "Влада је у уторак рекла да ће закон бити промењен после избора.", "sr")]
    [InlineData("sr", "Vlada je u utorak rekla da će zakon biti promenjen posle izbora.", "sr")]
    [InlineData("tlh", "The minister said that the law will not change.", "en")]
    [InlineData(null, "The minister said that the law will not change, and that it was not his idea.", "en")]
    [InlineData(null, "OK", null)]
    public void Decide_DeclaredLanguageAndText_IsTheDeclaredUnlessTheScriptSaysOtherwise(string? declared, string text, string? expected) =>
        Assert.Equal(expected, LanguageGuess.Decide(declared, text));
}
