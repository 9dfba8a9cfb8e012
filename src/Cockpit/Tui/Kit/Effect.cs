using Cockpit.Core.Errors;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>What a screen wants done. Screens only say it; the shell does it.</summary>
public abstract record Effect;

/// <summary>Calls operations on another thread; what it returns comes back as a message to the screen that asked.</summary>
/// <param name="Name">What runs, in a word, for the flash row: "scan".</param>
/// <param name="Run">May throw <see cref="CockpitException"/>; the shell then shows its sentence.</param>
public sealed record Work(string Name, Func<Message> Run) : Effect;

/// <summary>Goes into a screen; Esc comes back.</summary>
public sealed record Open(Screen Screen) : Effect;

/// <summary>One layer out.</summary>
public sealed record Close : Effect;

/// <summary>Says a result in the flash row.</summary>
public sealed record Say(string Text, bool Failed = false) : Effect;

/// <summary>Shows what an act will do and wants a word typed first.</summary>
public sealed record Ask(Question Question) : Effect;

/// <summary>Ends the program.</summary>
public sealed record Quit(int ExitCode = 0) : Effect;
