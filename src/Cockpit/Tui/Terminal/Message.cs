using NodaTime;

namespace Cockpit.Tui.Terminal;

/// <summary>Something that happened. Screens change by messages only.</summary>
public abstract record Message;

/// <summary>A key.</summary>
public sealed record Pressed(KeyPress Key) : Message;

/// <summary>Text that came at once, as a paste.</summary>
public sealed record Pasted(string Text) : Message;

/// <summary>The terminal has this size now, in columns and rows.</summary>
public sealed record Resized(int Width, int Height) : Message;

/// <summary>A moment that was waited for has come, above all the next minute of the clock.</summary>
public sealed record Woke(Instant Now) : Message;

/// <summary>The program is to end: a signal, or the terminal is gone.</summary>
/// <param name="ExitCode">128 + the signal's number.</param>
public sealed record Stopped(int ExitCode) : Message;
