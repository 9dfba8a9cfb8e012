using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories.Judging;

/// <summary>Whether what is installed is also what runs. An update that waits for a restart has fixed nothing yet.</summary>
internal static class InEffect
{
    private const int MostNamed = 3;

    /// <summary>Why the packages' newest version is not in effect; null where it is.</summary>
    /// <param name="installed">All of one source.</param>
    /// <param name="unknownCounts">Where nobody could look, it is not in effect.</param>
    public static string? Missing(HostPackages host, IReadOnlyList<InstalledPackage> installed, bool unknownCounts)
    {
        SystemFacts facts = host.Host.Facts;
        if (installed.Any(host.IsKernel))
        {
            if (installed.Any(p => host.IsKernel(p) && host.IsRunning(p))) return null;
            return facts.InstalledKernel is { } newest && newest != host.Host.Kernel ? $"kernel {host.Host.Kernel} still runs"
                : facts.InstalledKernel is null && host.Host.RebootRequired ? "a reboot is owed"
                : null;
        }

        if (RebootConcerns(host.Host, installed)) return "a reboot is owed";
        if (facts.StaleServices is { Count: > 0 } stale)
            return $"{string.Join(", ", stale.Take(MostNamed))}{(stale.Count > MostNamed ? $" and {stale.Count - MostNamed} more" : "")} still run deleted files";
        return facts.StaleServices is null && unknownCounts ? "whether services still run the old files is not known (cockpit scan --root tells)" : null;
    }

    /// <summary>Where the host names the packages that ask for a reboot, only those wait for it.</summary>
    private static bool RebootConcerns(Cockpit.Core.Hosts.Inventory host, IReadOnlyList<InstalledPackage> installed)
    {
        if (!host.RebootRequired) return false;
        IReadOnlyList<string> reasons = host.Facts.RebootReasons ?? [];
        if (host.RebootPackages.Count == 0 && reasons.Count == 0) return true;
        return installed.Any(p => host.RebootPackages.Contains(p.Name) || reasons.Any(r => Names(r, p.Name)));
    }

    private static bool Names(string reason, string package)
    {
        foreach (Range word in reason.AsSpan().SplitAny(' ', ',', ':', ';', '(', ')'))
        {
            if (reason.AsSpan(word).SequenceEqual(package)) return true;
        }

        return false;
    }
}
