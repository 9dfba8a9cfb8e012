namespace Cockpit.Core.Findings.Alignment;

/// <summary>What a distribution says of one vulnerability in one of its packages. Numbers are stored and never change.</summary>
public enum DistributionState : byte { Fixed = 0, NotFixedYet = 1, NotAffected = 2, WillNotFix = 3 }

/// <param name="Package">The source package, or a binary one where <paramref name="Binary"/> says so.</param>
/// <param name="FixedVersion">The first version with the fix; null unless <see cref="DistributionState.Fixed"/>.</param>
/// <param name="Advisory">The bulletin that brought it; null where the data name none.</param>
/// <param name="Partial">There is a further condition that a package's version does not answer, so that it proves nothing fixed.</param>
public sealed record DistributionFix(string Package, bool Binary, CveId Cve, DistributionState State, string? FixedVersion, string? Advisory, bool Partial = false);

/// <summary>The distribution's own data for one host's release, as far as the file has them. Where it has none, nothing is found.</summary>
/// <param name="OfCve">All that is said of a vulnerability.</param>
/// <param name="OfAdvisory">All that a bulletin brought.</param>
public sealed record DistributionData(Func<CveId, IReadOnlyList<DistributionFix>> OfCve, Func<string, IReadOnlyList<DistributionFix>> OfAdvisory)
{
    public static DistributionData None { get; } = new(_ => [], _ => []);
}
