using System.Collections.Concurrent;
using System.Text;
using NodaTime;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Time;
using ParserTimer = Terminal.Gui.Time.ITimer;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// Turns the bytes of a terminal into keys and pastes. Terminal.Gui's parser does it: it knows the escape sequences of
/// many terminals, swallows answers that nobody asked for, and bounds what it holds. Not thread-safe.
/// </summary>
public sealed class KeyDecoder : IDisposable
{
    /// <summary>How long a lone Escape may still become a sequence, for slow lines split them. The parser, too, waits 50 ms.</summary>
    public static readonly Duration EscapeWait = Duration.FromMilliseconds(60);

    private readonly ConcurrentQueue<char> _queue = new();
    private readonly IClock _clock;
    private readonly ParserTime _time;
    private Instant? _escapeSince;
    private AnsiInputProcessor _processor;
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly char[] _chars = new char[4096];
    private readonly List<object> _events = [];

    public KeyDecoder(IClock clock)
    {
        _clock = clock;
        _time = new ParserTime(clock);
        _processor = NewProcessor();
    }

    /// <summary>An Escape or the beginning of a sequence is held: call again, without bytes, after <see cref="EscapeWait"/>.</summary>
    public bool Holds => _escapeSince is not null || ParserHolds;

    private bool ParserHolds => _processor.GetParser().State != AnsiResponseParserState.Normal;

    /// <summary>What the bytes mean, in order: <see cref="KeyPress"/> values, and strings for pastes. Valid until the next call.</summary>
    public IReadOnlyList<object> Decode(ReadOnlySpan<byte> bytes)
    {
        _events.Clear();
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> some = bytes[..Math.Min(bytes.Length, _chars.Length - 4)];
            int count = _utf8.GetChars(some, _chars, flush: false);
            for (int i = 0; i < count; i++) Take(_chars[i]);
            bytes = bytes[some.Length..];
        }
        if (_escapeSince is { } since && _clock.GetCurrentInstant() - since >= EscapeWait) EscapeKey();
        Parse();
        return _events;
    }

    public void Dispose() => _processor.Dispose();

    /// <summary>
    /// An Escape goes to the parser only with the sign that makes it a sequence (ECMA-35 calls them C1: CSI, SS3, OSC, DCS and
    /// their kind). Else it is a key of its own, at once, for the parser would swallow what is typed within its wait.
    /// </summary>
    private void Take(char sign)
    {
        if (_escapeSince is not null)
        {
            if (sign is '[' or 'O' or ']' or 'P' or '_' or '^' or 'X')
            {
                _escapeSince = null;
                _queue.Enqueue('\e');
                _queue.Enqueue(sign);
                return;
            }
            EscapeKey();
        }
        if (sign == '\e')
        {
            Parse();
            if (!ParserHolds)
            {
                _escapeSince = _clock.GetCurrentInstant();
                return;
            }
        }
        _queue.Enqueue(sign);
    }

    private void EscapeKey()
    {
        _escapeSince = null;
        Parse();
        _events.Add(KeyPress.Of(NamedKey.Escape));
    }

    private void Parse()
    {
        while (!Process())
        {
            _processor.Dispose();
            _processor = NewProcessor();
        }
    }

    /// <summary>False when the parser has failed at what it has taken from the queue; the rest is still there.</summary>
    private bool Process()
    {
        try
        {
            _processor.ProcessQueue();
            return true;
        }
        catch (NullReferenceException)
        {
            // Version 2.5.0 throws at CSI n ~ with a number that it does not know, such as the menu key's CSI 29 ~.
            return false;
        }
    }

    private AnsiInputProcessor NewProcessor()
    {
        var processor = new AnsiInputProcessor(_queue, _time);
        processor.KeyDown += (_, key) => Add(key);
        processor.Paste += (_, text) => _events.Add(text);
        return processor;
    }

    private void Add(Key key)
    {
        if (ToPress(key) is { } press) _events.Add(press);
    }

    private static KeyPress? ToPress(Key key)
    {
        KeyCode code = key.KeyCode & ~(KeyCode.ShiftMask | KeyCode.CtrlMask | KeyCode.AltMask);
        NamedKey named = code switch
        {
            KeyCode.Enter => NamedKey.Enter,
            KeyCode.Esc => NamedKey.Escape,
            KeyCode.Tab => key.IsShift ? NamedKey.BackTab : NamedKey.Tab,
            KeyCode.Backspace => NamedKey.Backspace,
            KeyCode.Delete => NamedKey.Delete,
            KeyCode.CursorUp => NamedKey.Up,
            KeyCode.CursorDown => NamedKey.Down,
            KeyCode.CursorLeft => NamedKey.Left,
            KeyCode.CursorRight => NamedKey.Right,
            KeyCode.PageUp => NamedKey.PageUp,
            KeyCode.PageDown => NamedKey.PageDown,
            KeyCode.Home => NamedKey.Home,
            KeyCode.End => NamedKey.End,
            _ => NamedKey.None,
        };
        if (named != NamedKey.None) return KeyPress.Of(named);
        if (key.IsCtrl) return code is >= KeyCode.A and <= KeyCode.Z ? KeyPress.OfCtrl((char)code) : null;
        Rune rune = key.AsRune;
        return rune.Value >= ' ' ? new KeyPress(NamedKey.None, rune, false) : null;
    }

    /// <summary>The parser asks for the time only, to know when an Escape stands alone.</summary>
    private sealed class ParserTime(IClock clock) : ITimeProvider
    {
        public DateTime Now => clock.GetCurrentInstant().ToDateTimeUtc();

        public Task Delay(TimeSpan duration, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ParserTimer CreateTimer(TimeSpan interval, Action callback) => throw new NotSupportedException();
    }
}
