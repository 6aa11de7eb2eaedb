using System.Runtime.InteropServices;

namespace NewsBot.Benchmarks;

/// <summary>What a figure was taken on.</summary>
internal static class Machine
{
    public static void Print(string[] command)
    {
        Console.WriteLine($"{string.Join(' ', command)}: {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        PrintLoad();
    }

    /// <summary>How busy the machine was in the last minute: figures of a busy one say little.</summary>
    public static void PrintLoad() =>
        Console.WriteLine($"  load average {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown")}");

    /// <summary>A line of /proc/PID/status in megabytes.</summary>
    public static double Megabytes(int processId, string field) =>
        File.ReadLines($"/proc/{processId}/status")
            .Where(line => line.StartsWith(field + ":", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1024)
            .First();
}
