using System.Diagnostics;
using Cockpit.Terminals;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A pseudo-terminal: the test holds the master side, as sshd or a terminal window does (pty(7)).</summary>
public sealed class Pty : IDisposable
{
    /// <summary>A test that hangs ends here; a machine under load does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[65536];
    private readonly PseudoTerminal _terminal;

    public Pty(int width, int height)
    {
        _terminal = new PseudoTerminal(width, height);
        Screen = new ScreenEmulator(width, height) { AlternateOnly = true };
    }

    /// <summary>The slave side's path.</summary>
    public string Path => _terminal.Path;

    public ScreenEmulator Screen { get; }

    /// <summary>A descriptor of the slave side, for a program in this process.</summary>
    public int OpenSlave() => _terminal.OpenSlave();

    /// <summary>Starts a program that has this terminal as its own, in a session of its own.</summary>
    public Process Start(string folder, IEnumerable<string> environment, params string[] command)
    {
        // setsid(1) makes the terminal the controlling one, so that a hang-up and a resize reach the program as signals.
        string line = $"exec setsid -c env -i {string.Join(' ', environment.Select(Quote))} {string.Join(' ', command.Select(Quote))} <{Path} >{Path} 2>&1";
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = folder })!;
    }

    public void Resize(int width, int height) => _terminal.Resize(width, height);

    public void Type(string keys) => _terminal.Type(keys);

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
        int count = _terminal.Read(_buffer, within);
        if (count > 0) Screen.Feed(_buffer.AsSpan(0, count));
        return count > 0;
    }

    /// <summary>The rest of the output, up to the end of the program.</summary>
    public int WaitForExit(Process process)
    {
        long start = Stopwatch.GetTimestamp();
        while (!process.HasExited)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException($"The program does not end. The screen:\n{Screen}");
            if (_terminal.IsOpen) Take(TimeSpan.FromMilliseconds(50));
            process.WaitForExit(TimeSpan.FromMilliseconds(50));
        }
        while (_terminal.IsOpen && Take(TimeSpan.FromMilliseconds(50))) { }
        return process.ExitCode;
    }

    /// <summary>The line goes dead, as when an ssh connection drops.</summary>
    public void HangUp() => _terminal.Dispose();

    public static void CloseDescriptor(int fd) => PseudoTerminal.CloseDescriptor(fd);

    public static void Kill(Process process, int signal) => PseudoTerminal.Kill(process.Id, signal);

    public void Dispose() => HangUp();

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
