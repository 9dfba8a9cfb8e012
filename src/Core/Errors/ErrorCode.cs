namespace Cockpit.Core.Errors;

/// <summary>One row of the error table: a name that scripts match, the exit code, and the two sentences that are the same each time.</summary>
/// <param name="Name">UPPER_SNAKE; never changes once released.</param>
/// <param name="Exit">What the call ends with.</param>
/// <param name="Meaning">What it means for the servers, for example "No server was touched."</param>
/// <param name="Hint">What to do next.</param>
public sealed record ErrorCode(string Name, ExitCode Exit, string Meaning, string Hint)
{
    public override string ToString() => Name;

    /// <summary>An error with what happened this time; the table's own sentences follow it.</summary>
    public Fault Because(string what) => new(this, what, Meaning, Hint);

    /// <summary>Like <see cref="Because(string)"/>, with a hint that names the case at hand.</summary>
    public Fault Because(string what, string hint) => new(this, what, Meaning, hint);
}
