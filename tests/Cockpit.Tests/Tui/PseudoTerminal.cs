using System.Runtime.InteropServices;

namespace Cockpit.Terminals;

/// <summary>The master side of a pseudo-terminal, as sshd or a terminal window holds it (pty(7)). Tests and benchmarks share it.</summary>
public sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;

    private int _master;

    public PseudoTerminal(int width, int height)
    {
        _master = open("/dev/ptmx", ReadWrite | NoControllingTerminal | CloseOnExec);
        if (_master < 0 || grantpt(_master) != 0 || unlockpt(_master) != 0) throw new IOException("No pseudo-terminal.");
        var name = new byte[128];
        if (ptsname_r(_master, ref name[0], (nuint)name.Length) != 0) throw new IOException("A pseudo-terminal without a name.");
        Path = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');
        Resize(width, height);
    }

    /// <summary>The slave side's path.</summary>
    public string Path { get; }

    public bool IsOpen => _master >= 0;

    /// <summary>A descriptor of the slave side, for a program in this process.</summary>
    public int OpenSlave() => open(Path, ReadWrite | NoControllingTerminal | CloseOnExec);

    public void Resize(int width, int height)
    {
        var size = new WindowSize { Rows = (ushort)height, Columns = (ushort)width };
        if (ioctl(_master, SetWindowSize, ref size) != 0) throw new IOException("The size cannot be set.");
    }

    public void Type(string keys)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(keys);
        if (write(_master, ref bytes[0], (nuint)bytes.Length) != bytes.Length) throw new IOException("The keys were not taken.");
    }

    /// <summary>What comes within a time; 0 when nothing came, or the other side is closed.</summary>
    public int Read(byte[] buffer, TimeSpan within)
    {
        var fd = new PollFd { Fd = _master, Events = 1 };
        if (poll(ref fd, 1, Math.Max(0, (int)within.TotalMilliseconds)) <= 0) return 0;
        return Math.Max(0, (int)read(_master, ref buffer[0], (nuint)buffer.Length));
    }

    /// <summary>The line goes dead, as when an ssh connection drops.</summary>
    public void Dispose()
    {
        if (_master >= 0) _ = close(_master);
        _master = -1;
    }

    public static void CloseDescriptor(int fd) => _ = close(fd);

    public static void Kill(int pid, int signal) => _ = kill(pid, signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows, Columns, WidthPixels, HeightPixels;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events, Returned;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int grantpt(int fd);

    [LibraryImport("libc")]
    private static partial int unlockpt(int fd);

    [LibraryImport("libc")]
    private static partial int ptsname_r(int fd, ref byte name, nuint room);

    [LibraryImport("libc")]
    private static partial int ioctl(int fd, nuint request, ref WindowSize size);

    [LibraryImport("libc")]
    private static partial int poll(ref PollFd fds, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial nint read(int fd, ref byte buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint write(int fd, ref byte buffer, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int fd);

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
