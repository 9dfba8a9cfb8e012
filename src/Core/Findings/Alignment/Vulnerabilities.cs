using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>The finding's CVEs, by the host's package manager and by the distribution's data. A list without a CVE proves nothing.</summary>
internal static class Vulnerabilities
{
    /// <summary>Longer lists are kernels' or catalogues; the first ones stand for them in the evidence.</summary>
    private const int NamedCves = 3;

    public static FixAnswer? ByPackageManager(TestClues test, string? package, EvidenceClues evidence, HostUpdates host)
    {
        if (test.Cves.Count == 0) return null;
        var needs = new List<Need>();
        var found = new Dictionary<PendingUpdate, List<string>>();
        var nowhere = new List<string>();
        foreach (CveId cve in test.Cves)
        {
            string name = cve.ToString();
            bool any = false;
            foreach (PendingUpdate u in host.PendingFixing(name))
            {
                if (package is not null && host.SourceOf(u) != package && u.Name != package) continue;
                any = true;
                if (!found.TryGetValue(u, out List<string>? some)) found[u] = some = [];
                some.Add(name);
            }
            if (!any) nowhere.Add(name);
        }
        if (found.Count == 0) return null;
        foreach ((PendingUpdate u, List<string> cves) in found) needs.Add(Need.By(u, FixKind.PackageManagerCve, Confidence(test, package, evidence, host, u), $"the host's package manager says that it fixes {Some(cves)}"));
        if (nowhere.Count > 0) needs.Add(Need.Missing($"no pending update says that it fixes {Some(nowhere)}"));
        return Need.Join(needs);
    }

    public static FixAnswer? ByDistribution(TestClues test, string? package, EvidenceClues evidence, HostUpdates host, DistributionData data)
    {
        if (test.Cves.Count == 0) return null;
        var needs = new List<Need>();
        foreach (CveId cve in test.Cves)
        {
            List<DistributionFix> rows = [.. data.OfCve(cve).Where(r => package is null || r.Package == package)];
            // A test that names its package is about that one, though others share the code.
            List<DistributionFix> named = package is null ? [.. rows.Where(r => test.Names(r.Package))] : rows;
            if (named.Count > 0) rows = named;
            List<Need> some = [.. DistributionNeeds.Of(rows, host, FixKind.DistributionCve, package is not null || named.Count > 0 && !evidence.Elsewhere ? FixConfidence.Sure : FixConfidence.Probable, cve.ToString())];
            needs.AddRange(some.Count > 0 ? some : [Need.Missing($"the distribution says nothing about {cve} in what is installed")]);
        }
        FixAnswer answer = Need.Join(needs);
        return answer.State == FixState.None && data.OfCve(test.Cves[0]).Count == 0 ? null : answer;
    }

    /// <summary>The same CVE may be in a copy that no package manager knows; only a test that is about the package is sure.</summary>
    private static FixConfidence Confidence(TestClues test, string? package, EvidenceClues evidence, HostUpdates host, PendingUpdate u) =>
        !evidence.Elsewhere && (package is not null || test.Names(u.Name) || test.Names(host.SourceOf(u))) ? FixConfidence.Sure : FixConfidence.Probable;

    private static string Some(List<string> cves) => string.Join(", ", cves.Take(NamedCves)) + (cves.Count > NamedCves ? $" and {cves.Count - NamedCves} more" : "");
}
