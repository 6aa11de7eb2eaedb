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

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetMallocOption(int option, int value);
}
