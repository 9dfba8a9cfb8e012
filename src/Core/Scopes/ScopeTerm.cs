namespace Cockpit.Core.Scopes;

/// <summary>One part of an expression, with its answer about one host.</summary>
/// <param name="Text">The part as an expression of its own.</param>
/// <param name="Joint">"and" or "or": how it stands to the part before it; empty for the first.</param>
/// <param name="Unset">The facts that are not set and without which it cannot tell; empty unless unknown.</param>
public sealed record ScopeTerm(string Text, string Joint, Truth Verdict, IReadOnlyList<string> Unset);
