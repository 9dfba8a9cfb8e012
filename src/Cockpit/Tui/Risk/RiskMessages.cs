using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The matrix as it is now.</summary>
/// <param name="Filter">The filter that it was counted under: an older answer must not stand under a newer filter.</param>
public sealed record MatrixRead(RiskMatrixResult Picture, string Filter = "") : Message;

/// <summary>A part of a list of findings, the worst first.</summary>
/// <param name="List">Which list: the query and its filter, so that an answer for one that was left is not shown in another.</param>
public sealed record FindingsRead(string List, WindowRead Wish, IReadOnlyList<FindingLine> Rows) : Message
{
    /// <summary>How many the whole list has; null where that was not counted.</summary>
    public long? Total { get; init; }

    /// <summary>False where there are at least so many.</summary>
    public bool TotalIsExact { get; init; } = true;

    /// <summary>The named scopes that a filter may name; null where they were not read anew.</summary>
    public ScopeBook? Scopes { get; init; }
}

/// <summary>One finding as it is now.</summary>
public sealed record FindingRead(FindingPage Finding) : Message;
