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

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeStat(int folder, string path, int flags, uint mask, ref byte result);

    /// <summary>Owner and permission bits of a path that is not followed where it is a link (man 2 statx).</summary>
    public static (long Owner, int Mode)? OwnerAndMode(string path)
    {
        const int CurrentFolder = -100, NoFollow = 0x100, OwnerAt = 20, ModeAt = 28;
        const uint ModeAndOwner = 0x1 | 0x2 | 0x8;
        Span<byte> result = stackalloc byte[256];
        return NativeStat(CurrentFolder, path, NoFollow, ModeAndOwner, ref result[0]) == 0
            ? (BitConverter.ToUInt32(result[OwnerAt..]), BitConverter.ToUInt16(result[ModeAt..]) & 0xFFF) : null;
    }

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
