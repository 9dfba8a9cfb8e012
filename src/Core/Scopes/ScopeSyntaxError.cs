using Cockpit.Core.Errors;

namespace Cockpit.Core.Scopes;

/// <summary>Why an expression is no scope.</summary>
/// <param name="Column">Where, from 1.</param>
/// <param name="Sentence">What is wrong there and what was expected, without the column.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
public sealed record ScopeSyntaxError(int Column, string Sentence, string? Suggestion)
{
    /// <summary>Where scopes name one another in a circle: their names on the way round, the first one again at the end. Else null.</summary>
    public IReadOnlyList<string>? Cycle { get; init; }

    /// <summary>There is no scope of a name that the expression has; another book might have it.</summary>
    public bool IsOfName { get; init; }

    /// <summary>The named scope in which the mistake is; null where it is in the expression itself.</summary>
    public ScopeProblem? Cause { get; init; }

    public Fault Fault => Cycle is { } cycle
        ? ScopeErrors.ScopeCycle.Because($"Column {Column}: scopes name one another in a circle: {ScopeBook.Way(cycle)}.")
        : Suggestion is null
            ? ScopeErrors.ScopeSyntax.Because($"Column {Column}: {Sentence}.")
            : ScopeErrors.ScopeSyntax.Because($"Column {Column}: {Sentence}.", $"Did you mean {Suggestion}?");
}
