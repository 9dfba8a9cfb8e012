using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What an operation does to the world, and so who may call it when.</summary>
public enum OperationKind
{
    /// <summary>Reads only. Always on.</summary>
    Read,

    /// <summary>Writes to the file or changes servers. The TUI wants OPERATOR mode for it.</summary>
    Act,

    /// <summary>Stops something that runs. Never waits for a mode, for it must work at once.</summary>
    Stop,
}

/// <summary>
/// One thing a person can do, declared once. The command line takes its verb and help from it; the TUI its key, footer,
/// key list and palette. Why an operation is off at the moment depends on the place and is answered there.
/// </summary>
/// <param name="Id">Stable name for code and tests, such as "rollout.pause".</param>
/// <param name="Title">A word or two for the key row: "pause".</param>
/// <param name="Verb">The command: noun and verb, such as "rollout pause".</param>
/// <param name="Key">The key in the TUI. Null where the TUI has no key for it.</param>
/// <param name="Help">One sentence that says what it does.</param>
/// <param name="Kind">Whether it reads, acts or stops.</param>
/// <param name="Example">A full command that shows how it is called.</param>
public sealed record Operation(string Id, string Title, string Verb, char? Key, string Help, OperationKind Kind, string Example)
{
    /// <summary>The least role that may do it, where anybody was granted one.</summary>
    public Role Role { get; init; } = Kind is OperationKind.Read ? Role.Viewer : Role.Operator;

    /// <summary>It shows what it will do and wants a typed word first. Upper-case keys always do.</summary>
    public bool Asks { get; init; } = Key is { } key && char.IsAsciiLetterUpper(key);
}
