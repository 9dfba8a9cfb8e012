namespace Cockpit.Core.Findings.Alignment;

/// <summary>How far what is pending on a host fixes a finding there. Numbers are stored and never change.</summary>
public enum FixState : byte
{
    /// <summary>No update that would fix it is known here.</summary>
    None = 0,

    /// <summary>Something is pending for it, but not all that it needs, or nobody says that it is enough.</summary>
    Partly = 1,

    /// <summary>Every package that it needs has an update pending.</summary>
    Whole = 2,

    /// <summary>What it needs is installed already; the next scan has to confirm that.</summary>
    Installed = 3,
}

/// <summary>What came of comparing one finding with its host.</summary>
/// <param name="Fixes">The pending updates that it takes, all of them.</param>
/// <param name="Reason">What is missing, or what else to know; empty where nothing is to be said.</param>
public sealed record FixAnswer(FixState State, IReadOnlyList<FindingFix> Fixes, string Reason)
{
    public static FixAnswer None { get; } = new(FixState.None, [], "");
}
