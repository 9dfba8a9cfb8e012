namespace Cockpit.Core.Errors;

/// <summary>An error for a person: a code, what happened, what it means for the servers, what to do next.</summary>
public sealed record Fault(ErrorCode Code, string What, string Meaning, string Hint)
{
    /// <summary>What happened and what it means, as one text.</summary>
    public string Message => Meaning.Length == 0 ? What : $"{What} {Meaning}";

    public override string ToString() => $"{Code.Name} {Message} {Hint}".TrimEnd();
}
