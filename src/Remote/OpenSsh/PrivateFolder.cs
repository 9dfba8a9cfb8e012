namespace Cockpit.Remote.OpenSsh;

/// <summary>A temporary folder that only its owner can enter (mode 0700), for a control socket: who can reach the socket can use the connection.</summary>
internal sealed class PrivateFolder : IDisposable
{
    /// <summary>A Unix socket's name has 107 characters (unix(7)), and ssh adds 17 of its own while it makes one.</summary>
    private const int LongestSocket = 107 - 17;

    public PrivateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("cockpit-");
        if (Path.Combine(folder.FullName, "s").Length > LongestSocket)
        {
            // A long TMPDIR; /tmp is on every system that has ssh.
            folder.Delete();
            folder = OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : Directory.CreateDirectory($"/tmp/cockpit-{Guid.NewGuid():N}", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Folder = folder.FullName;
    }

    public string Folder { get; }

    public string Socket => Path.Combine(Folder, "s");

    public string Config => Path.Combine(Folder, "c");

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // ssh takes its socket away itself, perhaps at this moment; the folder is empty then, and stays.
        }
    }
}
