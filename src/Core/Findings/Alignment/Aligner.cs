namespace Cockpit.Core.Findings.Alignment;

/// <summary>
/// Finds the pending updates that fix a finding on its host. Ties are tried from the strongest to the weakest, and the first that says
/// what fixes it whole, or that nothing is left to install, is believed; where the scanner itself names the version that it wants,
/// no weaker tie is asked. Pure.
/// </summary>
public static class Aligner
{
    /// <param name="package">The source package that a finding of our own scans is about; null for a scanner's.</param>
    public static FixAnswer Of(TestClues test, EvidenceClues evidence, string? package, HostUpdates host, DistributionData data)
    {
        if (NamedPackages.Of(evidence, host) is { } named) return named;
        FixAnswer best = FixAnswer.None;
        foreach (Func<FixAnswer?> tie in (Func<FixAnswer?>[])
        [
            () => VendorAdvisories.Of(test, host, data),
            () => Vulnerabilities.ByPackageManager(test, package, evidence, host),
            () => Vulnerabilities.ByDistribution(test, package, evidence, host, data),
            () => NamesAndKbs.ByName(test, evidence, host),
            () => NamesAndKbs.ByKb(test, host),
        ])
        {
            if (tie() is not { } answer) continue;
            if (answer.State is FixState.Whole or FixState.Installed) return answer;
            // What fixes some of it is more than a reason; of two such the stronger tie stays.
            if (answer.State > best.State || best is { State: FixState.None, Reason: "" }) best = answer;
        }
        return best;
    }
}
