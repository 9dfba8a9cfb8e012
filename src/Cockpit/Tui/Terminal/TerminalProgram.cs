using NodaTime;

namespace Cockpit.Tui.Terminal;

/// <summary>What <see cref="TerminalLoop"/> runs: messages in, a picture out. All calls come from the loop's thread.</summary>
public abstract class TerminalProgram
{
    /// <summary>Takes one message in.</summary>
    public abstract void Update(Message message);

    /// <summary>Draws all of the screen; the canvas is blank.</summary>
    public abstract void View(Canvas canvas);

    /// <summary>When to wake up if nothing happens before; null for never.</summary>
    public abstract Instant? WakeAt { get; }

    /// <summary>A question has just been asked: keys that were typed before it is on the screen are not for it. True once per question.</summary>
    public abstract bool DropsTypeAhead { get; }

    /// <summary>Set once the program is to end.</summary>
    public abstract int? ExitCode { get; }
}
