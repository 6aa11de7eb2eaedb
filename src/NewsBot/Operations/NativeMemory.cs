using System.Runtime.InteropServices;

namespace NewsBot.Operations;

/// <summary>
/// Keeps the C library's heap small. glibc gives threads heaps of their own and hardly ever returns what they held once:
/// an idle bot grew by 20 MB in half an hour. One heap for all is enough for what SQLite and TLS ask for.
/// </summary>
internal static partial class NativeMemory
{
    // M_ARENA_MAX of malloc.h.
    private const int ArenaMaximum = -8;

    private const long LargestIdleHeap = 48 * 1024 * 1024;

    /// <summary>To be called before there are threads. Where the C library knows no such option, nothing happens.</summary>
    public static void Restrain()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetMallocOption(ArenaMaximum, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has one heap anyway.
        }
        catch (DllNotFoundException)
        {
        }
    }

    /// <summary>
    /// Gives back what a burst of work left behind. An idle bot allocates so little that it would otherwise keep the heap of
    /// its busiest minute for hours; a heap that is in use is left alone, since collecting it would hold everybody up.
    /// </summary>
    public static void Trim()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > LargestIdleHeap)
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = ReturnToSystem(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl returns what is free by itself.
        }
        catch (DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetMallocOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int ReturnToSystem(nuint keep);
}
