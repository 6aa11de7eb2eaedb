using Hangfire;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Intake;
using NewsBot.Jobs;
using NewsBot.Telegram;

namespace NewsBot.Operations;

/// <summary>
/// What the bot does while it runs: says who it is, competes to lead, and while it leads receives, answers and sends.
/// Seeds and feeds come after the first answer, so that they are in nobody's way. Ends in the opposite order: nothing
/// new comes in, what is in hand is finished, the lease is given back.
/// </summary>
internal sealed class BotLife(
    BotStart start, BotProfile profile, IUpdateReception reception, Leadership leadership, ConversationRunner conversation, Core.Delivery.Sender sender,
    OwnerLink ownerLink, FirstStart firstStart, IRecurringJobManager jobs, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BotLife> logger)
    : BackgroundService
{
    // Feeds are worth polling although Telegram is away.
    private static readonly TimeSpan _patienceWithTelegram = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _topics = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why the bot could not go on.</summary>
    public StartException? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing begins before the listener is up: a port that is taken ends the start with one line and no half-done work.
        if (!await StartedAsync(stoppingToken))
            return;
        var intake = BringNewsAsync(stoppingToken);
        try
        {
            var bot = await start.IdentifyAsync(stoppingToken);
            await LeadAsync(bot, stoppingToken);
        }
        catch (StartException exception)
        {
            Failure = exception;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        await intake;
    }

    private async Task<bool> StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var second = stopping.Register(() => started.TrySetResult());
        await started.Task;
        return !stopping.IsCancellationRequested;
    }

    private async Task LeadAsync(BotIdentity bot, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        var leading = leadership.RunAsync(ending.Token);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var lease = await leadership.WaitAsync(stopping);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
                await Task.WhenAll(
                    reception.RunAsync(bot, () => _answers.TrySetResult(), either.Token),
                    ConverseAndSendAsync(bot, either.Token),
                    IntroduceAsync(bot, either.Token));
            }
        }
        finally
        {
            await ending.CancelAsync();
            await leading;
        }
    }

    // Not before Telegram has answered who receives: another program that uses the token shows there.
    private async Task ConverseAndSendAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        await _answers.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
            return;
        await _topics.Task;
        Log.Answering(logger, bot.Username);
        await Task.WhenAll(conversation.RunAsync(bot, cancellationToken), sender.RunAsync(cancellationToken));
    }

    private async Task IntroduceAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        await _answers.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(profile.SetAsync(bot, cancellationToken), ownerLink.OfferAsync(bot, cancellationToken));
    }

    private async Task BringNewsAsync(CancellationToken stopping)
    {
        await firstStart.TopicsAsync(stopping);
        _topics.TrySetResult();
        await Task.WhenAny(_answers.Task, Task.Delay(_patienceWithTelegram, time, stopping));
        if (stopping.IsCancellationRequested)
            return;
        await firstStart.RunAsync(stopping);
        RecurringJobs.Schedule(jobs);
    }
}
