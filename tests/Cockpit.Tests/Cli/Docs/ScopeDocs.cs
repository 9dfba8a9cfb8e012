using Cockpit.Core.Scopes;

namespace Cockpit.Cockpit.Tests.Cli.Docs;

/// <summary>The table of facts in docs/SCOPES.md; the page around it is written by hand.</summary>
internal static class ScopeDocs
{
    private const string Head = "| fact | what it is | values |\n|---|---|---|\n";

    /// <summary>The page with the table as the program has the facts.</summary>
    public static string Text(string page) => page[..(page.IndexOf(Head, StringComparison.Ordinal) + Head.Length)] + string.Concat(ScopeFact.All.Select(Row)) + "| `tag.KEY` | the value of a tag | any text |\n";

    private static string Row(ScopeFact fact) => $"| `{fact.Name}` | {fact.Help}{(fact.RestsOnPolicies ? "; not for policies" : "")} | {Values(fact)} |\n";

    private static string Values(ScopeFact fact) => fact switch
    {
        { Words: { } words } => string.Join(", ", words),
        { Kind: ScopeFactKind.Number } => "a whole number",
        { Kind: ScopeFactKind.Version } => "a version",
        { Kind: ScopeFactKind.Moment } => "a moment: an age, a day, a time",
        { Kind: ScopeFactKind.Deadline } => "a moment to come: the time left, a day, a time",
        _ => "any text",
    };
}
