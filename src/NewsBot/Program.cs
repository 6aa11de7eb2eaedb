using NewsBot.Core.Storage;
using NewsBot.Operations;
using NewsBot.Options;

NativeMemory.Restrain();
Console.OutputEncoding = System.Text.Encoding.UTF8;
using var interrupted = new CancellationTokenSource();
try
{
    var line = CommandLine.Parse(args);
    if (line.Help)
    {
        Console.WriteLine(Verbs.Usage);
        return ExitCodes.Done;
    }
    var folder = SettingSources.Folder(Environment.CurrentDirectory, AppContext.BaseDirectory);
    var configuration = SettingSources.Build(folder, line.Settings);
    var settings = Settings.Read(configuration, folder);
    if (line.Verb is null)
        return await Bot.RunAsync(settings, configuration);
    Console.CancelKeyPress += (_, press) =>
    {
        press.Cancel = true;
        interrupted.Cancel();
    };
    return await line.Verb.RunAsync(settings, line, interrupted.Token);
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(Verbs.Usage);
    return ExitCodes.WrongUse;
}
catch (SettingException exception)
{
    Console.Error.WriteLine(exception.Message);
    return ExitCodes.WrongUse;
}
catch (Exception exception) when (exception is StoreException or StartException)
{
    Console.Error.WriteLine(Secrets.Mask(exception.Message.ReplaceLineEndings(" ")));
    return ExitCodes.Failed;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return ExitCodes.Failed;
}
