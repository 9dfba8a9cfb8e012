using System.Diagnostics;
using System.Runtime.InteropServices;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A pseudo-terminal: the test holds the master side, as sshd or a terminal window does (pty(7)).</summary>
public sealed partial class Pty : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;

    /// <summary>A test that hangs ends here; a machine under load does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[65536];
    private int _master;

    public Pty(int width, int height)
    {
        _master = Open("/dev/ptmx", ReadWrite | NoControllingTerminal | CloseOnExec);
        if (_master < 0 || grantpt(_master) != 0 || unlockpt(_master) != 0) throw new IOException("No pseudo-terminal.");
        var name = new byte[128];
        if (ptsname_r(_master, ref name[0], (nuint)name.Length) != 0) throw new IOException("A pseudo-terminal without a name.");
        Path = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');
        Screen = new ScreenEmulator(width, height) { AlternateOnly = true };
        Resize(width, height);
    }

    /// <summary>The slave side's path.</summary>
    public string Path { get; }

    public ScreenEmulator Screen { get; }

    /// <summary>A descriptor of the slave side, for a program in this process.</summary>
    public int OpenSlave() => Open(Path, ReadWrite | NoControllingTerminal | CloseOnExec);

    /// <summary>Starts a program that has this terminal as its own, in a session of its own.</summary>
    public Process Start(string folder, IEnumerable<string> environment, params string[] command)
    {
        // setsid(1) makes the terminal the controlling one, so that a hang-up and a resize reach the program as signals.
        string line = $"exec setsid -c env -i {string.Join(' ', environment.Select(Quote))} {string.Join(' ', command.Select(Quote))} <{Path} >{Path} 2>&1";
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = folder })!;
    }

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

    /// <summary>Takes in what the program sends until the screen shows the text.</summary>
    public void WaitFor(string text) => WaitUntil(() => Screen.ToString().Contains(text, StringComparison.Ordinal), text);

    public void WaitUntil(Func<bool> seen, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!seen())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException($"Never seen: {what}. The screen:\n{Screen}");
            Take(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>Takes in what comes within a time. False when nothing came, or the other side is closed.</summary>
    public bool Take(TimeSpan within)
    {
        var fd = new PollFd { Fd = _master, Events = 1 };
        if (poll(ref fd, 1, (int)within.TotalMilliseconds) <= 0) return false;
        nint count = read(_master, ref _buffer[0], (nuint)_buffer.Length);
        if (count <= 0) return false;
        Screen.Feed(_buffer.AsSpan(0, (int)count));
        return true;
    }

    /// <summary>The rest of the output, up to the end of the program.</summary>
    public int WaitForExit(Process process)
    {
        long start = Stopwatch.GetTimestamp();
        while (!process.HasExited)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException($"The program does not end. The screen:\n{Screen}");
            if (_master >= 0) Take(TimeSpan.FromMilliseconds(50));
            process.WaitForExit(TimeSpan.FromMilliseconds(50));
        }
        while (_master >= 0 && Take(TimeSpan.FromMilliseconds(50))) { }
        return process.ExitCode;
    }

    /// <summary>The line goes dead, as when an ssh connection drops.</summary>
    public void HangUp()
    {
        if (_master >= 0) _ = close(_master);
        _master = -1;
    }

    public static void CloseDescriptor(int fd) => _ = close(fd);

    public static void Kill(Process process, int signal) => _ = kill(process.Id, signal);

    public void Dispose() => HangUp();

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows, Columns, Width, Height;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events, Returned;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

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
