using NewsBot.Benchmarks.Stories;

namespace NewsBot.Benchmarks;

/// <summary>The grouping of articles into stories: fitted, judged, tried on copies, and what it costs.</summary>
internal static class StoriesScenario
{
    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case ["fit"]:
                StoryFit.Run();
                break;
            case ["judge"]:
                StoryJudge.Run();
                break;
            case ["copies"]:
                StoryCopies.Run();
                break;
            case ["cost"]:
                await StoryCost.RunAsync(cancellationToken);
                break;
            default:
                throw new ArgumentException("stories fit, stories judge, stories copies or stories cost");
        }
    }
}
