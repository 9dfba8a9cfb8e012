using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>What a screen wants done. Screens only say it; the shell does it.</summary>
public abstract record ScreenEffect;

/// <summary>Calls operations on another thread; what it returns comes back as a message to the screen that asked.</summary>
/// <param name="Name">What runs, in a word, for the flash row: "scan".</param>
/// <param name="Run">May throw <see cref="CockpitException"/>; the shell then shows its sentence.</param>
/// <param name="Long">It may take a while and can be stopped with Ctrl-C; a short one is a read.</param>
public sealed record Work(string Name, Func<WorkContext, Message> Run, bool Long = false) : ScreenEffect
{
    /// <summary>What has become of it when a person stops it.</summary>
    public string WhenStopped { get; init; } = "What it had done is kept.";
}

/// <summary>Stops long work that this screen began, as Ctrl-C does.</summary>
public sealed record StopWork(string Name) : ScreenEffect;

/// <summary>What work has at hand.</summary>
/// <param name="Tell">Says how far it is, for the flash row: "210/412 U6". Any thread.</param>
/// <param name="Cancellation">Set by Ctrl-C.</param>
public sealed record WorkContext(Session Session, Action<string> Tell, CancellationToken Cancellation);

/// <summary>Goes into a screen; Esc comes back.</summary>
public sealed record Open(Screen Screen) : ScreenEffect;

/// <summary>One layer out.</summary>
public sealed record Close : ScreenEffect;

/// <summary>Says a result in the flash row.</summary>
public sealed record Say(string Text, bool Failed = false) : ScreenEffect;

/// <summary>Shows what an act will do and wants a word typed first.</summary>
public sealed record Ask(Question Question) : ScreenEffect;

/// <summary>Ends the program.</summary>
public sealed record Quit(int ExitCode = 0) : ScreenEffect;
