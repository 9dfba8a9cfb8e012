using System.Text.RegularExpressions;
using Cockpit.Core.Findings;
using Cockpit.Core.Scopes;
using Cockpit.Tui.Hosts;

namespace Cockpit.Tui.Risk;

/// <summary>
/// What the filter line of the risk screens lets through: a scope such as "env = prod and role = web", a tool ("tool = qualys") beside or
/// alone, or words that stand in a finding. A leading "!" turns a scope round.
/// </summary>
public sealed partial record RiskFilter
{
    private RiskFilter(string text, Scope? scope, FindingSource? tool, string? words) => (Text, Scope, Tool, Words) = (text, scope, tool, words);

    public static RiskFilter None { get; } = new("", null, null, null);

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    public Scope? Scope { get; }

    public FindingSource? Tool { get; }

    /// <summary>What findings are searched for; null where nothing is.</summary>
    public string? Words { get; }

    /// <summary>Only hosts or tools, so that the matrix can count it without looking at findings.</summary>
    public bool IsOfMachines => Words is null;

    /// <summary>Null where the text is meant as a filter and is none; <paramref name="trouble"/> says the column and what was expected.</summary>
    /// <param name="book">The scopes that it may name.</param>
    public static RiskFilter? Read(string text, ScopeBook book, out string? trouble)
    {
        trouble = null;
        string rest = text.Trim();
        if (rest.Length == 0) return None;
        FindingSource? tool = null;
        Match term = ToolTerm().Match(rest);
        if (term.Success)
        {
            tool = Enum.Parse<FindingSource>(term.Groups["tool"].Value, ignoreCase: true);
            rest = rest.Remove(term.Index, term.Length).Trim();
            if (rest.Length == 0) return new RiskFilter(text.Trim(), null, tool, null);
        }
        if (HostFilter.Read(rest, book, out trouble) is not { } read) return null;
        if (read.Scope is null)
        {
            if (!read.Inverted) return new RiskFilter(text.Trim(), null, tool, rest);
            trouble = "! turns a scope round, not words. The old filter stays.";
            return null;
        }
        Scope scope = read.Inverted ? Scope.Parse($"not ({rest[HostFilter.ScopeStart(rest)..]})", book) : read.Scope;
        return new RiskFilter(text.Trim(), scope, tool, null);
    }

    [GeneratedRegex(@"\A\s*(?:tool)\s*=\s*(?<tool>nessus|qualys|inventory)\b\s*(?:and\b)?|\s+and\s+tool\s*=\s*(?<tool>nessus|qualys|inventory)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex ToolTerm();
}
