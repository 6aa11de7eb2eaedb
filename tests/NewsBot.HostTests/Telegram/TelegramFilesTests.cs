using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>Files through the product's transport, both ways.</summary>
public sealed class TelegramFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Document_ArrivesWithNameCaptionAndEveryByte()
    {
        await using var bench = await TransportBench.StartAsync();
        const string Content = "<opml>\n«Київ» & 🙂</opml>\n";

        var sent = Assert.IsType<SendResult.Sent>(await bench.SendAsync(new ChatRequest.SendDocument("feeds.opml", Content, "<b>3</b> feeds", null, Silent: true)));

        var message = Assert.Single(await bench.People.MessagesAsync(bench.Anna, 1, Cancel), message => message.FromBot);
        Assert.Equal((sent.TelegramMessageId, "3 feeds", true), (message.Id, message.Text, message.IsSilent));
        Assert.Equal("feeds.opml", (string?)message.Json["document"]!["name"]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.People.BaseUrl };
        http.DefaultRequestHeaders.Add("X-Emulator-Key", bench.People.Key);
        Assert.Equal(Encoding.UTF8.GetBytes(Content), await http.GetByteArrayAsync((string)message.Json["document"]!["url"]!, Cancel));
    }

    [Theory]
    [InlineData("tooManyRequests", typeof(SendResult.Later))]
    [InlineData("blocked", typeof(SendResult.ChatGone))]
    [InlineData("notEnoughRights", typeof(SendResult.Refused))]
    [InlineData("serverError", typeof(SendResult.Unreachable))]
    [InlineData("cutOff", typeof(SendResult.Unsure))]
    public async Task Send_DocumentThatIsNotTaken_IsToldAsOfAnyMessage(string fault, Type expected)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = fault });

        Assert.IsType(expected, await bench.SendAsync(new ChatRequest.SendDocument("feeds.opml", "<opml/>", "caption", null, Silent: false)));
    }

    [Fact]
    public async Task Download_FileOfAPerson_IsAllOfItUpToTheLimit()
    {
        await using var bench = await TransportBench.StartAsync();
        var content = new byte[100_000];
        new Random(5).NextBytes(content);
        var file = await SentAsync(bench, content);

        var received = Assert.IsType<FileDownload.Received>(await bench.Transport.DownloadAsync(file, 100_000, Cancel));
        Assert.Equal(content, received.Bytes.ToArray());
        Assert.IsType<FileDownload.TooLarge>(await bench.Transport.DownloadAsync(file, 99_999, Cancel));
    }

    [Fact]
    public async Task Download_MoreThanTelegramGives_IsTooLarge()
    {
        await using var bench = await TransportBench.StartAsync();

        Assert.IsType<FileDownload.TooLarge>(await bench.Transport.DownloadAsync(await SentAsync(bench, new byte[(20 << 20) + 1]), int.MaxValue, Cancel));
    }

    [Fact]
    public async Task Download_ThatTelegramDoesNotGive_IsFailedAndHidesTheToken()
    {
        await using var bench = await TransportBench.StartAsync();
        var file = await SentAsync(bench, [1]);
        await bench.FaultAsync(new { kind = "serverError", method = "getFile" });

        Assert.IsType<FileDownload.Failed>(await bench.Transport.DownloadAsync(file, 1000, Cancel));
        Assert.IsType<FileDownload.Failed>(await bench.Transport.DownloadAsync("unknown", 1000, Cancel));
        using var nowhere = new BotConnection();
        nowhere.Use("123456:abcdefghijklmnopqrstuvwxyz", $"http://127.0.0.1:{BotProcess.FreePort()}", null);
        var failed = Assert.IsType<FileDownload.Failed>(await new TelegramTransport(nowhere, new DeliveryOptions(), NullLogger<TelegramTransport>.Instance).DownloadAsync("f", 1000, Cancel));
        Assert.DoesNotContain("abcdefghij", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_WithAFile_IsReadWithItsCaptionAndWhomItIsFor()
    {
        static IncomingContent? Read(string rest) => TelegramMapping.Read(7, "NewsTestBot",
            $$$"""{"update_id":1,"message":{"message_id":5,"date":1,"from":{"id":11,"is_bot":false,"first_name":"A"},"chat":{"id":-5,"type":"supergroup","title":"F"},{{{rest}}}}}""")?.Content;
        const string File = """
            "document":{"file_id":"F","file_unique_id":"u","file_name":"feeds.opml","file_size":12}
            """;

        Assert.Equal(new IncomingContent.Document("F", "feeds.opml", 12, 5), Read(File));
        Assert.Equal(
            new IncomingContent.Document("F", "feeds.opml", 12, 5, "@NewsTestBot please", AddressesBot: true),
            Read(File + ",\"caption\":\"@NewsTestBot please\",\"caption_entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":12}]"));
        Assert.Equal(
            new IncomingContent.Document("F", "feeds.opml", 12, 5, "", AddressesBot: true),
            Read(File + ",\"reply_to_message\":{\"message_id\":4,\"date\":1,\"from\":{\"id\":7,\"is_bot\":true,\"first_name\":\"B\"},\"chat\":{\"id\":-5,\"type\":\"supergroup\",\"title\":\"F\"},\"text\":\"x\"}"));
        // A list that is passed on is still a list.
        const string Origin = ",\"forward_origin\":{\"type\":\"hidden_user\",\"sender_user_name\":\"S\",\"date\":1}";
        Assert.IsType<IncomingContent.Document>(Read(File + Origin));
        Assert.IsType<IncomingContent.Forward>(Read(File.Replace("feeds.opml", "talk.pdf", StringComparison.Ordinal) + Origin));
    }

    private static async Task<string> SentAsync(TransportBench bench, byte[] content)
    {
        var message = await bench.People.SendDocumentAsync(bench.Anna, bench.Anna, "feeds.opml", content, Cancel);
        return ((string)message.Json["document"]!["url"]!).Split('/')[^1];
    }
}
