using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace NewsBot.Jobs;

/// <summary>
/// A recurring job that is still running, or waiting for a worker, is not created a second time; what has finished is
/// forgotten after a minute. (Hangfire's own DisableConcurrentExecution would block one worker for each waiting job.)
/// </summary>
internal sealed class SkipWhileRunning : JobFilterAttribute, IClientFilter, IApplyStateFilter
{
    private const string Field = "NewsBotRunningUntil";
    // A process that dies in a job leaves its mark behind; on PostgreSQL it would stay for ever.
    private static readonly TimeSpan _longestRun = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _keepFinished = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;

    public SkipWhileRunning(TimeProvider time) => _time = time;

    public void OnCreating(CreatingContext context)
    {
        if (context.Connection is not JobStorageConnection connection || Recurring(context.Parameters) is not { } id)
            return;
        var until = connection.GetValueFromHash(Key(id), Field);
        if (long.TryParse(until, out var moment) && moment > _time.GetUtcNow().ToUnixTimeMilliseconds())
            context.Canceled = true;
    }

    public void OnCreated(CreatedContext context)
    {
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.Connection.GetJobParameter(context.BackgroundJob.Id, "RecurringJobId") is not { } parameter)
            return;
        var id = SerializationHelper.Deserialize<string>(parameter);
        if (context.NewState is EnqueuedState or ProcessingState)
            Mark(transaction, id, (_time.GetUtcNow() + _longestRun).ToUnixTimeMilliseconds());
        else if (context.NewState.IsFinal || context.NewState is FailedState)
            Mark(transaction, id, 0);
        if (context.NewState.IsFinal)
            context.JobExpirationTimeout = _keepFinished;
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }

    private static string? Recurring(IDictionary<string, object> parameters) =>
        parameters.TryGetValue("RecurringJobId", out var id) ? id as string : null;

    private static string Key(string id) => "recurring-job:" + id;

    private static void Mark(IWriteOnlyTransaction transaction, string id, long until) =>
        transaction.SetRangeInHash(Key(id), [new(Field, until.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
}
