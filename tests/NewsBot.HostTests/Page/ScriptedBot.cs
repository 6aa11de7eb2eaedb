using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Page;

/// <summary>A bot of a few lines: long polling in the background, each update to one handler, until disposed.</summary>
internal sealed class ScriptedBot : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    public ScriptedBot(ITelegramBotClient bot, Func<ITelegramBotClient, Update, CancellationToken, Task> answer) =>
        running = RunAsync(bot, answer, stopping.Token);

    private static async Task RunAsync(ITelegramBotClient bot, Func<ITelegramBotClient, Update, CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        var next = 0;
        try
        {
            while (true)
            {
                foreach (var update in await bot.GetUpdates(next, timeout: 30, cancellationToken: cancellationToken))
                {
                    await answer(bot, update, cancellationToken);
                    next = update.Id + 1;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }
}
