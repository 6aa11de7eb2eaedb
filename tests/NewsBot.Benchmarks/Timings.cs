namespace NewsBot.Benchmarks;

/// <summary>Times of many runs of one thing, in milliseconds.</summary>
internal sealed class Timings(string name)
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    public void Print(string remark = "") =>
        Console.WriteLine($"  {name,-56} n={_milliseconds.Count,-4} p50 {At(0.5),8:0.##} ms   p95 {At(0.95),8:0.##} ms   p99 {At(0.99),8:0.##} ms   max {At(1),8:0.##} ms   {remark}");

    private double At(double share)
    {
        var ordered = _milliseconds.Order().ToList();
        return ordered[Math.Min(ordered.Count - 1, (int)Math.Ceiling(share * ordered.Count) - 1)];
    }
}
