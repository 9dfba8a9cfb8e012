using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>The scanner itself says which package is too old and which version it should have: the strongest tie there is.</summary>
internal static class NamedPackages
{
    /// <returns>Null where the evidence names no package that this host knows.</returns>
    public static FixAnswer? Of(EvidenceClues evidence, HostUpdates host)
    {
        if (evidence.FixedKernel is { } kernel) return Need.Join(Kernel(kernel, host));
        if (evidence.Packages.Count == 0) return null;
        var needs = new List<Need>();
        bool known = false;
        foreach (WantedPackage wanted in evidence.Packages)
        {
            List<Need> some = [.. One(wanted, host)];
            if (some.Count > 0) known = true;
            else some.Add(Need.Missing($"{wanted.Name}, which the scanner names, is not among the installed packages"));
            needs.AddRange(some);
        }
        return known ? Need.Join(needs) : null;
    }

    private static IEnumerable<Need> One(WantedPackage wanted, HostUpdates host)
    {
        IReadOnlyList<PendingUpdate> pending = host.PendingNamed(wanted.Name);
        if (pending.Count > 0) return pending.Select(u => Of(u, wanted, host, "", FixConfidence.Sure));
        // Several versions of a kernel stand side by side; the newest of them counts.
        if (Newest(host.InstalledNamed(wanted.Name), host) is { } installed) return [Of(installed, wanted, host)];
        if (KernelNames.FlavourOf(wanted.Name) is { } flavour) return Image(wanted, flavour, host);
        pending = host.PendingOfSource(wanted.Name);
        if (pending.Count > 0) return pending.Select(u => Of(u, wanted, host, $", which {u.Name} is built from", FixConfidence.Probable));
        return Newest(host.InstalledOfSource(wanted.Name), host) is { } built ? [Of(built, wanted, host)] : [];
    }

    private static Need Of(PendingUpdate u, WantedPackage wanted, HostUpdates host, string built, FixConfidence confidence)
    {
        (bool reached, bool exact) = host.Reaches(u.To, wanted, u.From);
        if (!reached) return Need.Missing(host.Order is null ? $"whether {u.Name} {u.To} is new enough is not known" : $"pending {u.Name} {u.To} is older than {wanted.Wanted}, which the scanner wants");
        return Need.By(u, FixKind.NamedPackage, exact ? confidence : FixConfidence.Probable, $"the scanner says: should be {wanted.Name} {wanted.Wanted}{built}{(exact ? "" : ", without its epoch")}");
    }

    private static Need Of(InstalledPackage p, WantedPackage wanted, HostUpdates host)
    {
        if (!host.Reaches(p.Version, wanted, p.Version).Reached) return Need.Missing($"no update of {p.Name} is pending; {p.Version} is installed, {wanted.Wanted} is wanted");
        return Need.Met(Since(p.Name, p.Version, host));
    }

    internal static string Since(string package, string version, HostUpdates host) => host.InstalledBy.TryGetValue(package, out string? by)
        ? $"{by} installed {package} {version}; wait for the next scan to confirm"
        : $"{package} {version} is installed since; wait for the next scan to confirm";

    private static InstalledPackage? Newest(IEnumerable<InstalledPackage> packages, HostUpdates host) =>
        host.Order is { } order ? packages.MaxBy(p => p.Version, order) : packages.FirstOrDefault();

    /// <summary>A kernel whose name holds its ABI: the meta package brings the new one.</summary>
    private static List<Need> Image(WantedPackage wanted, string flavour, HostUpdates host)
    {
        if (Newest(host.InstalledKernels(flavour), host) is { } installed && host.Reaches(installed.Version, wanted, null).Reached) return [Need.Met($"{installed.Name} {installed.Version} is installed since{Running(installed, host)}; wait for the next scan to confirm")];
        return [.. KernelNames.MetaPackages(flavour).SelectMany(host.PendingNamed).Take(1).Select(u => Meta(u, wanted.Wanted, host)), .. host.InstalledKernels(flavour).Any() && !KernelNames.MetaPackages(flavour).SelectMany(host.PendingNamed).Any() ? new[] { Need.Missing($"no newer kernel is pending; {wanted.Wanted} is wanted") } : []];
    }

    private static Need Meta(PendingUpdate u, string wanted, HostUpdates host)
    {
        // Ubuntu's meta packages count on by themselves behind the ABI.
        bool own = KernelNames.IsMetaVersion(u.To);
        string? than = own ? KernelNames.MetaVersion(wanted) : wanted;
        if (than is null || host.Order is not { } order) return Need.Missing($"whether {u.Name} {u.To} is new enough is not known");
        return order.Compare(u.To, than) >= 0
            ? Need.By(u, FixKind.NamedPackage, own ? FixConfidence.Probable : FixConfidence.Sure, $"the scanner wants the kernel {wanted}, and {u.Name} brings it")
            : Need.Missing($"pending {u.Name} {u.To} is older than {wanted}, which the scanner wants");
    }

    private static string Running(InstalledPackage kernel, HostUpdates host) => kernel.Name == $"linux-image-{host.Kernel}" ? "" : $", and {host.Kernel} still runs: a reboot is owed";

    /// <summary>"the minimum fixed level of 5.4.0-1022-aws": a release of a kernel, as uname prints it.</summary>
    private static List<Need> Kernel(string release, HostUpdates host)
    {
        int dash = release.LastIndexOf('-');
        if (dash < 0) return [Need.Missing($"the kernel {release} is wanted, which says nothing about its flavour")];
        string flavour = release[(dash + 1)..], wanted = release[..dash];
        InstalledPackage? installed = host.InstalledKernels(flavour).FirstOrDefault(p => host.Order is { } order && order.Compare(p.Name["linux-image-".Length..], release) >= 0);
        if (installed is not null) return [Need.Met($"{installed.Name} is installed since{Running(installed, host)}; wait for the next scan to confirm")];
        List<Need> meta = [.. KernelNames.MetaPackages(flavour).SelectMany(host.PendingNamed).Take(1).Select(u => Meta(u, wanted, host))];
        return meta.Count > 0 ? meta : [Need.Missing($"no newer kernel is pending; {release} is wanted")];
    }
}
