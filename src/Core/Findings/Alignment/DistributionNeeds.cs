using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>What the distribution's rows ask of this host: each package that it has, at the version with the fix.</summary>
internal static class DistributionNeeds
{
    /// <param name="about">The bulletin or vulnerability, for the evidence.</param>
    public static IEnumerable<Need> Of(IEnumerable<DistributionFix> rows, HostUpdates host, FixKind kind, FixConfidence confidence, string about)
    {
        foreach (DistributionFix row in rows)
        {
            IReadOnlyList<InstalledPackage> installed = row.Binary ? host.InstalledNamed(row.Package) : host.InstalledOfSource(row.Package);
            if (installed.Count == 0 || row.State == DistributionState.NotAffected) continue;
            if (row.State != DistributionState.Fixed || row.FixedVersion is not { } version || host.Order is not { } order)
            {
                yield return Need.Missing(row.State == DistributionState.WillNotFix ? $"the distribution will not fix {about} in {row.Package}" : $"the distribution has no fix of {about} in {row.Package} yet");
                continue;
            }
            foreach (Need need in Of(row, version, installed, host, order, kind, confidence, about)) yield return need;
        }
    }

    private static IEnumerable<Need> Of(
        DistributionFix row, string version, IReadOnlyList<InstalledPackage> installed, HostUpdates host, IComparer<string> order, FixKind kind, FixConfidence confidence, string about)
    {
        // Kernels of several versions stand side by side, so a package is as new as its newest.
        foreach (var package in installed.GroupBy(p => (p.Name, p.Architecture)))
        {
            InstalledPackage newest = package.MaxBy(p => row.Binary ? p.Version : p.SourceVersion, order)!;
            if (order.Compare(row.Binary ? newest.Version : newest.SourceVersion, version) >= 0)
            {
                yield return row.Partial ? Need.Missing($"{about} takes more than {row.Package} {version}, which is installed") : Need.Met($"{about} is fixed in {row.Package} {version}, and {newest.Name} {newest.Version} is installed; wait for the next scan to confirm");
                continue;
            }
            PendingUpdate? pending = host.PendingNamed(newest.Name).FirstOrDefault(u => u.Architecture == newest.Architecture);
            if (pending is null)
            {
                // An old kernel with its ABI in its name never gets an update; the meta package brings another.
                if (KernelNames.FlavourOf(newest.Name) is not null && host.InstalledOfSource(row.Package).Any(p => order.Compare(p.SourceVersion, version) >= 0)) continue;
                yield return Need.Missing($"no update of {newest.Name} is pending; {about} is fixed in {version}");
            }
            else if (order.Compare(pending.To, version) >= 0) yield return Need.By(pending, kind, row.Partial && confidence > FixConfidence.Probable ? FixConfidence.Probable : confidence, $"the distribution fixed {about} in {row.Package} {version}{(row.Partial ? ", under a further condition" : "")}");
            else yield return Need.Missing($"pending {pending.Name} {pending.To} is older than {version}, in which {about} is fixed");
        }
    }
}
