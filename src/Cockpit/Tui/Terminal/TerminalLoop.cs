using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using NodaTime;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// Waits for keys, signals, timers and messages of other threads, and draws after them. It sleeps in poll(2) until one of
/// them comes: an idle program takes no CPU and sends no byte.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class TerminalLoop : IDisposable
{
    /// <summary>Frames that only messages of other threads asked for come at most this often, for slow lines. Keys are drawn at once.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(66);

    private readonly Tty _tty;
    private readonly TerminalProfile _profile;
    private readonly IClock _clock;
    private readonly KeyDecoder _decoder;
    private readonly FrameEncoder _encoder;
    private readonly ConcurrentQueue<Message> _posted = new();
    private readonly int[] _pipe = new int[2];
    private readonly Lock _pipeGuard = new();
    private readonly byte[] _buffer = new byte[4096];
    private int _wakeSent;
    private int _redrawAll;
    private long _lastFrame;
    private bool _dirty = true;
    private bool _atOnce = true;

    public TerminalLoop(Tty tty, TerminalProfile profile, IClock clock)
    {
        (_tty, _profile, _clock) = (tty, profile, clock);
        _decoder = new KeyDecoder(clock);
        _encoder = new FrameEncoder(profile);
        if (Libc.Pipe(ref _pipe[0]) != 0) throw new IOException("No pipe could be made: too many files are open.");
    }

    /// <summary>Hands a message to the program. Any thread; never waits.</summary>
    public void Post(Message message)
    {
        _posted.Enqueue(message);
        Wake();
    }

    /// <summary>Takes the terminal over, runs the program to its end, and gives the terminal back, whatever happens.</summary>
    /// <returns>The program's exit code.</returns>
    public int Run(TerminalProgram program)
    {
        using var signals = new TerminalSignals(_tty, Post, RedrawAll);
        try
        {
            _tty.TakeOver();
            program.Update(Measure());
            while (program.ExitCode is null)
            {
                DrawIfDue(program);
                Take(program);
            }
            return program.ExitCode.Value;
        }
        finally
        {
            _tty.Restore();
        }
    }

    public void Dispose()
    {
        lock (_pipeGuard)
        {
            if (_pipe[1] < 0) return;
            _decoder.Dispose();
            _ = Libc.Close(_pipe[0]);
            _ = Libc.Close(_pipe[1]);
            _pipe[1] = -1;
        }
    }

    private void RedrawAll()
    {
        Volatile.Write(ref _redrawAll, 1);
        Wake();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _wakeSent, 1) != 0) return;
        lock (_pipeGuard)
        {
            byte one = 1;
            if (_pipe[1] >= 0) _ = Libc.Write(_pipe[1], ref one, 1);
        }
    }

    private Resized Measure()
    {
        (int width, int height) = _tty.Size();
        return new Resized(width, height);
    }

    private void DrawIfDue(TerminalProgram program)
    {
        if (!_dirty || (!_atOnce && Stopwatch.GetElapsedTime(_lastFrame) < FrameTime)) return;
        (int width, int height) = _tty.Size();
        var canvas = new Canvas(width, height, ascii: !_profile.Utf8);
        program.View(canvas);
        ReadOnlySpan<byte> frame = _encoder.Encode(canvas);
        if (frame.Length > 0 && !_tty.Write(frame)) program.Update(new Stopped(128 + 1));
        _lastFrame = Stopwatch.GetTimestamp();
        _dirty = _atOnce = false;
    }

    private void Take(TerminalProgram program)
    {
        bool keys = WaitForSomething(WaitTime(program), out bool gone);
        if (gone)
        {
            program.Update(new Stopped(128 + 1));
            return;
        }
        if (Interlocked.Exchange(ref _redrawAll, 0) == 1)
        {
            _encoder.Forget();
            Changed(program, Measure(), atOnce: true);
        }
        if (keys)
        {
            int read = _tty.Read(_buffer);
            if (read == 0)
            {
                program.Update(new Stopped(128 + 1));
                return;
            }
            Decode(program, _buffer.AsSpan(0, read));
        }
        else if (_decoder.Holds)
        {
            Decode(program, []);
        }
        while (_posted.TryDequeue(out Message? message)) Changed(program, message, atOnce: false);
        Instant now = _clock.GetCurrentInstant();
        if (program.WakeAt is { } at && at <= now) Changed(program, new Woke(now), atOnce: true);
    }

    private void Decode(TerminalProgram program, ReadOnlySpan<byte> bytes)
    {
        foreach (object input in _decoder.Decode(bytes))
        {
            if (program.ExitCode is not null) return;
            Changed(program, input is KeyPress key ? new Pressed(key) : new Pasted((string)input), atOnce: true);
            if (!program.DropsTypeAhead) continue;
            // What was typed before the question could be read is no answer to it.
            _tty.DropTyped();
            return;
        }
    }

    private void Changed(TerminalProgram program, Message message, bool atOnce)
    {
        program.Update(message);
        _dirty = true;
        _atOnce |= atOnce;
    }

    /// <summary>Milliseconds until something is due; -1 for never.</summary>
    private int WaitTime(TerminalProgram program)
    {
        Duration? wait = null;
        if (program.WakeAt is { } at) wait = at - _clock.GetCurrentInstant();
        if (_decoder.Holds) wait = Least(wait, KeyDecoder.EscapeWait);
        if (_dirty) wait = Least(wait, Duration.FromTimeSpan(FrameTime - Stopwatch.GetElapsedTime(_lastFrame)));
        if (wait is null) return -1;
        return (int)Math.Clamp(Math.Ceiling(wait.Value.TotalMilliseconds), 0, 60_000);
    }

    private static Duration Least(Duration? a, Duration b) => a is { } other && other < b ? other : b;

    private bool WaitForSomething(int milliseconds, out bool gone)
    {
        Span<Libc.PollFd> fds = [new() { Fd = _tty.Input, Events = Libc.PollIn }, new() { Fd = _pipe[0], Events = Libc.PollIn }];
        int ready = Libc.Poll(ref fds[0], 2, milliseconds);
        if (ready <= 0) fds[0].Returned = fds[1].Returned = 0;
        if ((fds[1].Returned & Libc.PollIn) != 0)
        {
            Span<byte> drained = stackalloc byte[16];
            _ = Libc.Read(_pipe[0], ref drained[0], (nuint)drained.Length);
            // After the read and before the queue is emptied, or a message that comes between would wake nobody.
            Volatile.Write(ref _wakeSent, 0);
        }
        bool keys = (fds[0].Returned & Libc.PollIn) != 0;
        gone = !keys && (fds[0].Returned & (Libc.PollError | Libc.PollHangUp)) != 0;
        return keys;
    }
}
