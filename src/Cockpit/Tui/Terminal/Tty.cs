using System.Runtime.InteropServices;
using System.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// The terminal device in raw mode, on the alternate screen. <see cref="Restore"/> gives it back as it was; it may be called
/// from any thread and any number of times, for it also runs from signal handlers and on the way out of a crash.
/// </summary>
public sealed class Tty : IDisposable
{
    // Alternate screen, cursor hidden, paste marked as paste. The mouse stays the terminal's own, so that selecting text works.
    private static readonly byte[] Enter = Encoding.ASCII.GetBytes("\e[?1049h\e[?25l\e[?2004h\e[m\e[2J");

    // ESC[?1l and ESC> turn application keys off: some terminals are left in that mode by other programs, and shells need them off.
    private static readonly byte[] Leave = Encoding.ASCII.GetBytes("\e[m\e[?2004l\e[?25h\e[?1049l\e[?1l\e>");

    private readonly int _input;
    private readonly int _output;
    private readonly byte[] _saved = new byte[Libc.TermiosRoom];
    private readonly byte[] _raw = new byte[Libc.TermiosRoom];
    private int _active;

    /// <param name="input">A descriptor of a terminal to read keys from.</param>
    /// <param name="output">A descriptor of a terminal to draw on.</param>
    public Tty(int input, int output)
    {
        _input = input;
        _output = output;
        if (Libc.GetAttributes(input, ref _saved[0]) != 0)
            throw new IOException($"The terminal does not answer (errno {Marshal.GetLastPInvokeError()}).");
        _saved.CopyTo(_raw, 0);
        Libc.MakeRaw(ref _raw[0]);
    }

    /// <summary>The descriptor that keys come from.</summary>
    public int Input => _input;

    /// <summary>Whether both ends are a terminal, so that screens can be shown at all.</summary>
    public static bool IsTerminal(int input, int output) =>
        !OperatingSystem.IsWindows() && Libc.IsTerminal(input) == 1 && Libc.IsTerminal(output) == 1;

    /// <summary>Takes the terminal over. Also after SIGCONT, when a shell has set its own modes meanwhile.</summary>
    public void TakeOver()
    {
        Volatile.Write(ref _active, 1);
        _ = Libc.SetAttributes(_input, Libc.TcsaNow, ref _raw[0]);
        Write(Enter);
    }

    /// <summary>The terminal as it was before <see cref="TakeOver"/>.</summary>
    public void Restore()
    {
        if (Interlocked.Exchange(ref _active, 0) == 0) return;
        Write(Leave);
        // What was typed and not read must not reach the shell as a command. TCSAFLUSH would do both, but waits for a stalled line.
        _ = Libc.Flush(_input, Libc.FlushInput);
        _ = Libc.SetAttributes(_input, Libc.TcsaNow, ref _saved[0]);
    }

    /// <summary>Columns and rows now; 80x24 where the terminal does not say, as on a serial console.</summary>
    public (int Width, int Height) Size() => SizeOf(_output);

    /// <summary>Columns and rows of the terminal behind a descriptor.</summary>
    public static (int Width, int Height) SizeOf(int fd)
    {
        var size = new Libc.WindowSize();
        return Libc.Ioctl(fd, Libc.GetWindowSize, ref size) == 0 && size is { Rows: > 0, Columns: > 0 }
            ? (size.Columns, size.Rows)
            : (80, 24);
    }

    /// <summary>Reads what is there; 0 means that the terminal is gone.</summary>
    public int Read(Span<byte> buffer)
    {
        while (true)
        {
            nint read = Libc.Read(_input, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (read >= 0) return (int)read;
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted) return 0; // EIO: the other side hung up.
        }
    }

    /// <summary>Writes all of it. False when the terminal is gone.</summary>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = Libc.Write(_output, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);
            if (written > 0)
                bytes = bytes[(int)written..];
            else if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                return false;
        }
        return true;
    }

    /// <summary>Forgets keys that were typed and not read yet.</summary>
    public void DropTyped() => _ = Libc.Flush(_input, Libc.FlushInput);

    public void Dispose() => Restore();
}
