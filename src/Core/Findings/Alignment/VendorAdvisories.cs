using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>The finding names a vendor's bulletin, and the host's package manager or the distribution's data say which update carries it out.</summary>
internal static class VendorAdvisories
{
    public static FixAnswer? Of(TestClues test, HostUpdates host, DistributionData data)
    {
        if (test.Advisories.Count == 0) return null;
        var needs = new List<Need>();
        foreach (string id in test.Advisories)
        {
            List<Need> some = [.. Managed(id, host)];
            if (some.Count == 0) some.AddRange(DistributionNeeds.Of(data.OfAdvisory(id), host, FixKind.Advisory, FixConfidence.Sure, id));
            needs.AddRange(some);
        }
        // Where a test lists the bulletins of several releases, only one of them is this host's.
        return needs.Count == 0 ? null : Need.Join(needs);
    }

    private static IEnumerable<Need> Managed(string id, HostUpdates host)
    {
        foreach (PendingUpdate u in host.Pending)
        {
            if (u.Advisories.Any(a => AdvisoryIds.Same(id, a))) yield return Need.By(u, FixKind.Advisory, FixConfidence.Sure, $"the host's package manager says that it carries out {id}");
            else if (u.Advisories.FirstOrDefault(a => AdvisoryIds.CarriesOver(id, a)) is { } carried) yield return Need.By(u, FixKind.Advisory, FixConfidence.Probable, $"it carries out {carried}, which has the number of {id}");
        }
    }
}
