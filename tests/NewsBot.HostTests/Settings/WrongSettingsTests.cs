using NewsBot.HostTests.Support;
using NewsBot.Options;

namespace NewsBot.HostTests.Settings;

/// <summary>A wrong setting stops the start with one line: the key, the value, what was expected, an example.</summary>
public sealed class WrongSettingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Telegram:ApiBaseUrl", "api.telegram.org")]
    [InlineData("Telegram:ApiBaseUrl", "http://127.0.0.1:9/path")]
    [InlineData("Telegram:ApiBaseUrl", "http://127.0.0.1:9")]
    [InlineData("Telegram:TokenFile", "nowhere.txt")]
    [InlineData("Telegram:Updates", "Pushing")]
    [InlineData("Web:PublicUrl", "http://bot.example.org/?x")]
    [InlineData("Web:PublicUrl", "bot.example.org")]
    [InlineData("Storage:Provider", "MySql")]
    [InlineData("Storage:Provider", "1")]
    [InlineData("Storage:KeepArticles", "12:00:00")]
    [InlineData("Storage:KeepDeliveries", "-1.00:00:00")]
    [InlineData("Seeds:Enabled", "yes")]
    [InlineData("Seeds:Path", "nowhere")]
    [InlineData("Feeds:Sources:0:Url", "ftp://example.org/feed")]
    [InlineData("Feeds:Sources:x:Url", "http://example.org/feed")]
    [InlineData("Feeds:MinimumInterval", "5")]
    [InlineData("Feeds:MinimumInterval", "00:20:00")]
    [InlineData("Feeds:DefaultInterval", "2.00:00:00")]
    [InlineData("Feeds:MaximumInterval", "00:00:00")]
    [InlineData("Feeds:AllowPrivateNetworks", "1")]
    [InlineData("Feeds:PrivateHosts:0", "http://rsshub.lan/")]
    [InlineData("Feeds:Sources:0:AcceptAnyCertificate", "perhaps")]
    [InlineData("Topics:0:Key", "Not a key")]
    [InlineData("Delivery:MessagesPerSecond", "0")]
    [InlineData("Telegram:PaidBroadcast", "perhaps")]
    [InlineData("Delivery:MessagesPerSecond", "NaN")]
    [InlineData("Delivery:PerChatPerSecond", "-1")]
    [InlineData("Delivery:PerGroupPerMinute", "18.5")]
    [InlineData("Delivery:MaximumAge", "-00:00:01")]
    [InlineData("Delivery:WhenUnsure", "Maybe")]
    [InlineData("Access:Mode", "Closed")]
    [InlineData("Access:Owners", "anna")]
    [InlineData("Access:Owners:0", "-5")]
    [InlineData("Access:SubscriptionsPerChat", "0")]
    [InlineData("Access:FeedsPerChat", "-1")]
    [InlineData("Urls", "127.0.0.1:8080")]
    [InlineData("Urls", "http://127.0.0.1:99999")]
    [InlineData("Dashboard:User", "a:b")]
    [InlineData("Emulator:Url", "http://0.0.0.0:8081")]
    [InlineData("Emulator:Url", "https://127.0.0.1:8081")]
    [InlineData("Emulator:Limits", "Gentle")]
    public void Read_WrongValue_NamesKeyValueExpectationAndExample(string key, string value)
    {
        using var folder = new TemporaryFolder();

        var wrong = Assert.Throws<SettingException>(() => Read(folder, (key, value)));

        var section = key.Split(':')[0];
        Assert.StartsWith(section, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("expected", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("Telegram:Tokn", "Telegram:Token")]
    [InlineData("Feeds:Sources:0:Adress", null)]
    [InlineData("Feeds:Sources:0:Titel", "Feeds:Sources:0:Title")]
    [InlineData("Delivry:MaximumAge", "Delivery:MaximumAge")]
    [InlineData("Topics:0:Querry", "Topics:0:Query")]
    [InlineData("Url", "Urls")]
    public void Read_UnknownKey_IsRefusedWithTheNearest(string key, string? nearest)
    {
        using var folder = new TemporaryFolder();

        var wrong = Assert.Throws<SettingException>(() => Read(folder, (key, "x")));

        Assert.StartsWith(key, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("no such setting", wrong.Message, StringComparison.Ordinal);
        if (nearest is not null)
            Assert.EndsWith(nearest, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telegram:Token", "123456:secret part")]
    [InlineData("Telegram:Tokn", "123456:secret-part-of-a-token-0123456789")]
    [InlineData("Telegram:WebhookSecret", "not so secret")]
    [InlineData("Dashboard:Pasword", "secret")]
    [InlineData("Storage:ConnectionString", "Password=secret;Nonsense")]
    public void Read_WrongSecret_IsNeverPrinted(string key, string value)
    {
        using var folder = new TemporaryFolder();

        Assert.DoesNotContain("secret", Assert.Throws<SettingException>(() => Read(folder, (key, value))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://bot.example.org", false)]
    [InlineData("https://bot.example.org:8080", false)]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("https://user@bot.example.org", false)]
    [InlineData(null, false)]
    [InlineData("https://bot.example.org", true)]
    [InlineData("https://bot.example.org:8443/newsbot/", true)]
    public void Read_WebhookOfTelegramItself_IsWhereTelegramPosts(string? address, bool isTaken)
    {
        using var folder = new TemporaryFolder();

        var wrong = Record.Exception(() => Read(folder, ("Telegram:Updates", "Webhook"), ("Telegram:Token", "123456:abcdef"), ("Web:PublicUrl", address)));

        Assert.Equal(isTaken, wrong is null);
        if (wrong is not null)
            Assert.Matches("^Web:PublicUrl = .+: expected .+, for example Web:PublicUrl=https://", Assert.IsType<SettingException>(wrong).Message);
    }

    [Fact]
    public void Read_WebhookOfAServerOfOnesOwn_MayBeAnyAddress()
    {
        using var folder = new TemporaryFolder();

        Read(folder, ("Telegram:Updates", "Webhook"), ("Web:PublicUrl", "http://127.0.0.1:8080"));
        Read(folder, ("Telegram:Updates", "Webhook"), ("Telegram:Token", "123456:abcdef"), ("Telegram:ApiBaseUrl", "http://127.0.0.1:8082"), ("Web:PublicUrl", "http://bot.lan:8080"));
    }

    [Fact]
    public void Read_TokenGivenTwice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("token.txt", "123456:abcdef");

        var wrong = Assert.Throws<SettingException>(() => Read(folder, ("Telegram:Token", "123456:abcdef"), ("Telegram:TokenFile", "token.txt")));

        Assert.Contains("not both", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TopicsQueryThatCannotBeRead_NamesThePlace()
    {
        using var folder = new TemporaryFolder();

        var wrong = Assert.Throws<SettingException>(() => Read(folder, ("Topics:0:Key", "football"), ("Topics:0:Query", "football (soccer")));

        Assert.StartsWith("Topics:0:Query = \"football (soccer\"", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("character 10", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Delivery:MaximumAge", "soon")]
    [InlineData("--Delivery:Nonsense", "1")]
    [InlineData("--nonsense", "1")]
    public async Task Start_WrongSetting_EndsWithCode2AndNoStackTrace(string option, string value)
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", "{ }");
        await using var bot = BotProcess.Start(folder.Path, [option, value]);

        Assert.Equal(2, await bot.WaitForExitAsync(Cancellation));

        Assert.Contains(option[2..], bot.Errors[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bot.Output, StringComparison.Ordinal);
        Assert.Empty(bot.Lines);
    }

    [Fact]
    public async Task Start_FileThatIsNoJson_NamesFileAndLine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("appsettings.json", "{ \"Feeds\": { oops");
        await using var bot = BotProcess.Start(folder.Path, []);

        Assert.Equal(2, await bot.WaitForExitAsync(Cancellation));

        var line = Assert.Single(bot.Errors);
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains("LineNumber", line, StringComparison.Ordinal);
    }

    private static void Read(TemporaryFolder folder, params (string Key, string? Value)[] settings)
    {
        var commandLine = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        NewsBot.Options.Settings.Read(SettingSources.Build(folder.Path, commandLine), folder.Path);
    }
}
