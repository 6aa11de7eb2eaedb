using System.Diagnostics;

namespace NewsBot.HostTests.Faults;

/// <summary>A disk of a few megabytes, in memory, mounted on a folder until it is disposed of.</summary>
internal sealed class SmallDisk : IDisposable
{
    public const string MissingReason = "a small disk cannot be mounted here (Linux, root)";

    private const int Megabytes = 16;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Null where nothing can be mounted.</summary>
    public static SmallDisk? At(string folder)
    {
        Directory.CreateDirectory(folder);
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
