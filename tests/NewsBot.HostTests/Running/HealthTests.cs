using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using NewsBot.Operations;
using NewsBot.Options;
using NewsBot.Web;

namespace NewsBot.HostTests.Running;

/// <summary>/health/ready, on a clock that the test moves: what is a backlog, and what stands still.</summary>
public sealed class HealthTests
{
    private const long Bot = 77;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Ready_MuchIsDueAndIsBeingSent_IsWell()
    {
        using var folder = new TemporaryFolder();
        await using var services = await BotAsync(folder);
        await DueAsync(services, messages: 2);
        _time.Advance(TimeSpan.FromMinutes(30));
        await LeadAsync(services);

        await SendAsync(services);

        Assert.Equal(1, await LeftAsync(services));
        Assert.DoesNotContain(await ReasonsAsync(services), reason => reason.StartsWith("Ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_NothingIsSentThoughNothingPauses_NamesTheLedger()
    {
        using var folder = new TemporaryFolder();
        await using var services = await BotAsync(folder);
        await DueAsync(services, messages: 2);
        await SendAsync(services);
        _time.Advance(TimeSpan.FromMinutes(6));
        await LeadAsync(services);

        Assert.Contains(await ReasonsAsync(services), reason => reason.StartsWith("Ledger: the oldest message that is due has waited 6 minutes", StringComparison.Ordinal));

        // As after a 429 for the whole bot: it waits because it was asked to.
        services.GetRequiredService<RateBudget>().PauseBot(_time.NowMilliseconds() + 60_000);
        Assert.DoesNotContain(await ReasonsAsync(services), reason => reason.StartsWith("Ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_StoreThatHangs_AnswersWithinSeconds()
    {
        // A server that takes connections and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var folder = new TemporaryFolder();
        await using var services = Services(
            folder, ("Storage:Provider", "PostgreSql"),
            ("Storage:ConnectionString", $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=newsbot;Database=newsbot;Timeout=300;Pooling=false"));

        var asked = services.GetRequiredService<Health>().ReasonsAsync(Cancellation);
        using var connection = await silent.AcceptTcpClientAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("Store: it does not answer.", await asked.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
    }

    private async Task<ServiceProvider> BotAsync(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.File("data"));
        var services = Services(folder);
        await services.GetRequiredService<Migrator>().MigrateAsync(Cancellation);
        services.GetRequiredService<CurrentBot>().Set(Bot);
        await LeadAsync(services);
        return services;
    }

    private ServiceProvider Services(TemporaryFolder folder, params (string Key, string Value)[] set)
    {
        var settings = NewsBot.Options.Settings.Read(SettingSources.Build(folder.Path, set.ToDictionary(one => one.Key, one => (string?)one.Value)), folder.Path);
        var services = new ServiceCollection().AddLogging();
        services.AddNewsBot(settings).AddBotLife(settings).AddSingleton<TimeProvider>(_time).AddSingleton<IChatTransport>(new Taking());
        return services.BuildServiceProvider();
    }

    private static Task LeadAsync(ServiceProvider services) => services.GetRequiredService<Leadership>().StepAsync(Cancellation);

    private static Task<IReadOnlyList<string>> ReasonsAsync(ServiceProvider services) => services.GetRequiredService<Health>().ReasonsAsync(Cancellation);

    // Notices to one chat: one a second goes.
    private static Task DueAsync(ServiceProvider services, int messages) => services.GetRequiredService<Database>().WriteAsync(async session =>
    {
        await session.ExecuteAsync(
            "INSERT INTO chat (chat_key, bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at) VALUES (1, @Bot, 11, 'private', 'en', 'en', 0, 0)", new { Bot }, Cancellation);
        await session.ExecuteAsync("INSERT INTO destination (destination_id, chat_key) VALUES (1, 1)", null, Cancellation);
        for (var number = 0; number < messages; number++)
            await services.GetRequiredService<MessageStore>().EnqueueNoticeAsync(session, new NewsBot.Core.Chats.Chat { BotId = Bot, ChatKey = 1 }, 1, new ChatRequest.SendText($"{number}", null, false), Cancellation);
    }, Cancellation);

    private static async Task SendAsync(ServiceProvider services)
    {
        var sender = services.GetRequiredService<NewsBot.Core.Delivery.Sender>();
        await sender.StepAsync(CancellationToken.None, Cancellation);
        await sender.IdleAsync();
    }

    private static Task<long> LeftAsync(ServiceProvider services) => services.GetRequiredService<Database>().ReadAsync(
        session => session.ScalarAsync<long>("SELECT COUNT(*) FROM message WHERE state = 'queued'", null, Cancellation), Cancellation);

    private sealed class Taking : IChatTransport
    {
        private long _last;

        public Task<SendResult> SendAsync(ChatAddress to, ChatRequest request, CancellationToken cancellationToken) =>
            Task.FromResult<SendResult>(new SendResult.Sent(Interlocked.Increment(ref _last)));

        public Task AnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<FileDownload> DownloadAsync(string fileId, int limit, CancellationToken cancellationToken) => Task.FromResult<FileDownload>(new FileDownload.TooLarge());

        public Task<ChatRole> GetRoleAsync(long telegramChatId, long userId, CancellationToken cancellationToken) => Task.FromResult(ChatRole.Member);
    }
}
