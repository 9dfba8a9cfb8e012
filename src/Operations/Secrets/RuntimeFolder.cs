using System.Security.Cryptography;
using System.Text;
using Cockpit.Operations.Processes;

namespace Cockpit.Operations.Secrets;

/// <summary>Where the sockets of running workers are: a folder of this user alone, gone with the next boot.</summary>
internal static class RuntimeFolder
{
    /// <summary>The socket of the worker on this file. The name tells files apart and fits the 107 bytes of a socket's path (man 7 unix).</summary>
    public static string SocketOf(string databasePath) =>
        Path.Combine(Folder(), $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(databasePath))))[..16]}.sock");

    /// <summary>Makes it where it is missing. False where it is not this user's alone: then there is no socket.</summary>
    public static bool Prepare()
    {
        var folder = new DirectoryInfo(Folder());
        try
        {
            if (!OperatingSystem.IsWindows() && !folder.Exists) Directory.CreateDirectory(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            folder.Refresh();
            // In a folder that everyone may write to, another user could have made it first, or a link in its place.
            return folder is { Exists: true, LinkTarget: null } && LibC.OwnerAndMode(folder.FullName) is var (owner, mode) && owner == LibC.GetEffectiveUid() && (mode & 0x3F) == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)) return Path.Combine(runtime, "cockpit");
        long uid = LibC.GetEffectiveUid();
        return uid == 0 ? "/run/cockpit" : $"/tmp/cockpit-{uid}";
    }
}
