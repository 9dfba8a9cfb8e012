using Cockpit.Core.Errors;

namespace Cockpit.Core.Scopes;

/// <summary>Why an expression is no scope.</summary>
/// <param name="Column">Where, from 1.</param>
/// <param name="Sentence">What is wrong there and what was expected, without the column.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
public sealed record ScopeSyntaxError(int Column, string Sentence, string? Suggestion)
{
    public Fault Fault => Suggestion is null
        ? ScopeErrors.ScopeSyntax.Because($"Column {Column}: {Sentence}.")
        : ScopeErrors.ScopeSyntax.Because($"Column {Column}: {Sentence}.", $"Did you mean {Suggestion}?");
}
