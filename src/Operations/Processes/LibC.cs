using System.Runtime.InteropServices;

namespace Cockpit.Operations.Processes;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static partial class LibC
{
    private const int ReadWrite = 2;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint NativeGetEffectiveUid();

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int NativeSetSid();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int NativeDuplicate(int from, int to);

    public static long GetEffectiveUid() => NativeGetEffectiveUid();

    /// <summary>Leaves the terminal's session, so that closing the terminal does not reach this process (man 2 setsid).</summary>
    public static void StartOwnSession() => NativeSetSid();

    /// <summary>Points the three standard streams at /dev/null: whoever started this process may go.</summary>
    public static void LetGoOfStandardStreams()
    {
        int nowhere = NativeOpen("/dev/null", ReadWrite);
        for (int stream = 0; stream <= 2; stream++) NativeDuplicate(nowhere, stream);
    }
}
