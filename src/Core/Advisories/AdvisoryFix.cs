using Cockpit.Core.Findings;

namespace Cockpit.Core.Advisories;

/// <summary>What a distribution's feed says of one package of one release and one CVE.</summary>
/// <param name="Release">As <see cref="ReleaseKey"/> writes it: "debian:12".</param>
/// <param name="Package">A package's name; <see cref="AnyPackage"/> where the feed names none that could be compared.</param>
/// <param name="Binary">The name is that of an installed package, not of the source it is built from.</param>
/// <param name="FixedVersion">Given with <see cref="FixState.Fixed"/> only.</param>
/// <param name="Severity">Null where the feed gives none.</param>
/// <param name="Advisory">"DSA-6104-1", "USN-7000-1", "RHSA-2026:0001"; null where the feed names none.</param>
/// <param name="Partial">The feed has a further condition on it that a package's version does not answer, so nothing is proven fixed by it.</param>
public readonly record struct AdvisoryFix(
    string Release, string Package, bool Binary, CveId Cve, FixState State, string? FixedVersion, Severity? Severity, string? Advisory, bool Partial = false)
{
    /// <summary>No package has this name.</summary>
    public const string AnyPackage = "*";

    /// <summary>
    /// Two statements about the same package and CVE as one that shows nothing as safe that one of them does not: without a fix before
    /// fixed, fixed by the higher version, and not affected only where both say so.
    /// </summary>
    public AdvisoryFix Joined(in AdvisoryFix other, Comparison<string> order)
    {
        AdvisoryFix first = this, second = other;
        if (Weight(second.State) > Weight(first.State)
            || (first.State == FixState.Fixed && second.State == FixState.Fixed && order(second.FixedVersion!, first.FixedVersion!) > 0))
        {
            (first, second) = (second, first);
        }

        bool partial = first.Partial || second.Partial || (first.State != FixState.NotJudged && second.State == FixState.NotJudged);
        Severity? severity = first.Severity is { } a && second.Severity is { } b ? (a > b ? a : b) : first.Severity ?? second.Severity;
        return first with { Severity = severity, Partial = partial, Advisory = first.Advisory ?? (first.State == second.State ? second.Advisory : null) };
    }

    private static int Weight(FixState state) => state switch { FixState.NoFix => 4, FixState.WillNotFix => 3, FixState.Fixed => 2, FixState.NotJudged => 1, _ => 0 };
}
