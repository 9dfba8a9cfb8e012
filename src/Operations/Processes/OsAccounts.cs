using System.Runtime.InteropServices;

namespace Cockpit.Operations.Processes;

/// <summary>Users and groups as the OS knows them, wherever its name service gets them from (man 5 nsswitch.conf).</summary>
internal static partial class OsAccounts
{
    /// <summary>Bytes for one entry; a group of thousands of members needs some 100 KB.</summary>
    private const int Room = 1024 * 1024;

    /// <summary>Groups of one user at most, as the kernel has it (NGROUPS_MAX).</summary>
    private const int MostGroups = 65_536;

    // struct passwd and struct group on 64-bit Linux: name, password, then the numbers (man 3 getpwnam, getgrnam).
    private const int NumberAt = 16, UserGroupAt = 20;

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int NativeUserByUid(uint uid, nint entry, nint text, nuint room, out nint found);

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeUserByName(string name, nint entry, nint text, nuint room, out nint found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeGroupByName(string name, nint entry, nint text, nuint room, out nint found);

    [LibraryImport("libc", EntryPoint = "getgrouplist", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeGroupList(string user, uint group, ref uint groups, ref int count);

    /// <summary>The uid of a user; null where there is none of this name.</summary>
    public static long? UidOf(string name) => Look((entry, text) => NativeUserByName(name, entry, text, Room, out nint found) == 0 && found != 0 ? (long?)(uint)Marshal.ReadInt32(entry, NumberAt) : null);

    /// <summary>The gid of a group; null where there is none of this name.</summary>
    public static long? GidOf(string name) => Look((entry, text) => NativeGroupByName(name, entry, text, Room, out nint found) == 0 && found != 0 ? (long?)(uint)Marshal.ReadInt32(entry, NumberAt) : null);

    /// <summary>The name of a uid; null where the OS does not know it.</summary>
    public static string? NameOf(long uid) => uid is < 0 or > uint.MaxValue ? null : Look((entry, text) =>
        NativeUserByUid((uint)uid, entry, text, Room, out nint found) == 0 && found != 0 ? Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) : null);

    /// <summary>The gids of a user, the own one among them; empty where the OS does not know the user.</summary>
    public static IReadOnlyCollection<long> GroupsOf(long uid)
    {
        if (uid is < 0 or > uint.MaxValue) return [];
        (string Name, uint Group)? user = Look((entry, text) => NativeUserByUid((uint)uid, entry, text, Room, out nint found) == 0 && found != 0
            ? ((string, uint)?)(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) ?? "", (uint)Marshal.ReadInt32(entry, UserGroupAt)) : null);
        if (user is not { } known || known.Name.Length == 0) return [];
        uint[] groups = new uint[MostGroups];
        int count = groups.Length;
        return NativeGroupList(known.Name, known.Group, ref groups[0], ref count) < 0 ? [known.Group] : [.. groups.Take(count).Select(g => (long)g)];
    }

    private static T Look<T>(Func<nint, nint, T> read)
    {
        nint entry = Marshal.AllocHGlobal(256), text = Marshal.AllocHGlobal(Room);
        try
        {
            return read(entry, text);
        }
        finally
        {
            Marshal.FreeHGlobal(entry);
            Marshal.FreeHGlobal(text);
        }
    }
}
