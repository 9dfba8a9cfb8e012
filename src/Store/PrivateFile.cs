namespace Cockpit.Store;

/// <summary>Files that only their owner may read: mode 0600 from the first moment on, whatever the umask.</summary>
internal static class PrivateFile
{
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    public static void Create(string path) => Open(path, FileMode.CreateNew, FileShare.None).Dispose();
}
