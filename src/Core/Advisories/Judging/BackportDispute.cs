using Cockpit.Core.Findings;

namespace Cockpit.Core.Advisories.Judging;

/// <summary>
/// Whether the distribution contradicts a scanner's finding: for each of its CVEs it names packages that the host has, and calls every one
/// of them fixed at the installed version, or not affected. What it does not name proves nothing.
/// </summary>
public static class BackportDispute
{
    private const int MostLines = 10;

    /// <summary>The evidence, a line for each CVE and package; null where the finding is not disputed.</summary>
    /// <param name="feeds">What the feeds of the host's release say of a CVE: of the packages that it has, and of those that could not be named.</param>
    public static string? Evidence(HostPackages host, IReadOnlyList<CveId> cves, Func<CveId, IReadOnlyList<AdvisoryFix>> feeds)
    {
        if (cves.Count == 0 || !host.Complete) return null;
        var lines = new List<string>();
        foreach (CveId cve in cves)
        {
            bool named = false;
            foreach (AdvisoryFix fix in feeds(cve))
            {
                if (fix.Partial || fix.State == FixState.NotJudged) return null;
                PackageVerdict verdict = PackageVerdict.Of(host, fix);
                if (verdict.Verdict != Verdict.Clear) return null;
                if (fix.State == FixState.Fixed && !RunsIt(host, fix)) return null;
                named = true;
                lines.Add($"{cve}: {verdict.Evidence}");
            }

            if (!named) return null;
        }

        return string.Join('\n', lines.Take(MostLines)) + (lines.Count > MostLines ? $"\nand {lines.Count - MostLines} more" : "");
    }

    /// <summary>A fix that waits for a restart contradicts nobody. A kernel counts only where the one that runs is among those installed.</summary>
    private static bool RunsIt(HostPackages host, in AdvisoryFix fix)
    {
        var installed = host.Installed(fix.Package, fix.Binary);
        if (installed.Any(host.IsKernel) && !installed.Any(p => host.IsKernel(p) && host.IsRunning(p))) return false;
        return InEffect.Missing(host, installed, unknownCounts: false) is null;
    }
}
