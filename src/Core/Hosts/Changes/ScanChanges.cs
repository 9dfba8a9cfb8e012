namespace Cockpit.Core.Hosts.Changes;

/// <summary>Compares two scans of a host. What one of them could not read is no change. Pure.</summary>
public static class ScanChanges
{
    /// <param name="samePackages">Both package lists are known to be the same, and may be empty here.</param>
    public static IReadOnlyList<ScanChange> Between(Inventory before, Inventory after, bool samePackages = false)
    {
        if (before.MachineId is { Length: > 0 } was && after.MachineId is { Length: > 0 } @is && was != @is) return [new(ScanChangeKind.MachineReplaced, "", was, @is)];
        var changes = new List<ScanChange>();
        if (before.BootId.Length > 0 && after.BootId.Length > 0) Compare(ScanChangeKind.Rebooted, before.BootId, after.BootId);
        Compare(ScanChangeKind.OsRelease, $"{before.OsName} {before.OsVersion}", $"{after.OsName} {after.OsVersion}");
        Compare(ScanChangeKind.Kernel, before.Kernel, after.Kernel);
        SystemFacts b = before.Facts, a = after.Facts;
        Known(ScanChangeKind.InstalledKernel, b.InstalledKernel, a.InstalledKernel);
        if (!samePackages && before.Packages.Count > 0 && after.Packages.Count > 0) Packages(before, after, changes);
        Sets(ScanChangeKind.ServiceFailed, ScanChangeKind.ServiceRecovered, b.FailedServices, a.FailedServices);
        Sets(ScanChangeKind.MirrorAdded, ScanChangeKind.MirrorRemoved, b.Mirrors, a.Mirrors);
        Sets(ScanChangeKind.RepositorySilent, ScanChangeKind.RepositoryAnswers, b.SilentRepositories, a.SilentRepositories);
        Sets(ScanChangeKind.ForeignUpdaterAdded, ScanChangeKind.ForeignUpdaterRemoved, b.ForeignUpdaters?.Select(u => u.Name).ToList(), a.ForeignUpdaters?.Select(u => u.Name).ToList());
        if (!before.Unread.Contains("sources") && !after.Unread.Contains("sources")) Compare(ScanChangeKind.SecuritySource, Yes(before.HasSecuritySource), Yes(after.HasSecuritySource));
        Known(ScanChangeKind.TimeZone, b.TimeZone, a.TimeZone);
        Known(ScanChangeKind.Proxy, b.Proxy, a.Proxy);
        Known(ScanChangeKind.Virtualization, b.Virtualization, a.Virtualization);
        Known(ScanChangeKind.Support, b.Support is { } old ? Supported(old) : null, a.Support is { } now ? Supported(now) : null);
        return changes;

        void Compare(ScanChangeKind kind, string old, string now)
        {
            if (old != now) changes.Add(new(kind, "", old, now));
        }

        void Known(ScanChangeKind kind, string? old, string? now)
        {
            if (old is not null && now is not null) Compare(kind, old, now);
        }

        void Sets(ScanChangeKind come, ScanChangeKind gone, IReadOnlyList<string>? old, IReadOnlyList<string>? now)
        {
            if (old is null || now is null) return;
            changes.AddRange(now.Except(old).Order(StringComparer.Ordinal).Select(s => new ScanChange(come, s, null, s)));
            changes.AddRange(old.Except(now).Order(StringComparer.Ordinal).Select(s => new ScanChange(gone, s, s, null)));
        }
    }

    private static string Yes(bool there) => there ? "yes" : "no";

    private static string Supported(OsSupport s) => s.Supported ? "supported" : "end of life";

    /// <summary>By name and architecture. Of a package that is installed in several versions side by side, as kernels are, versions come and go.</summary>
    private static void Packages(Inventory before, Inventory after, List<ScanChange> changes)
    {
        ILookup<(string, string), InstalledPackage> old = before.Packages.ToLookup(p => (p.Name, p.Architecture)), now = after.Packages.ToLookup(p => (p.Name, p.Architecture));
        IComparer<string>? order = OrderOf(after.OsFamily);
        foreach (var key in old.Select(g => g.Key).Union(now.Select(g => g.Key)).OrderBy(k => k.Item1, StringComparer.Ordinal).ThenBy(k => k.Item2, StringComparer.Ordinal))
        {
            InstalledPackage[] was = [.. old[key]], @is = [.. now[key]];
            if (was.Length == 1 && @is.Length == 1)
            {
                One(was[0], @is[0], order, changes);
                continue;
            }
            foreach (InstalledPackage p in was.Where(p => !@is.Any(o => o.Version == p.Version))) changes.Add(new(ScanChangeKind.PackageRemoved, p.Name, p.Version, null));
            foreach (InstalledPackage p in @is.Where(p => !was.Any(o => o.Version == p.Version))) changes.Add(new(ScanChangeKind.PackageAdded, p.Name, null, p.Version));
        }
    }

    private static void One(InstalledPackage was, InstalledPackage @is, IComparer<string>? order, List<ScanChange> changes)
    {
        if (was.Version != @is.Version)
        {
            int direction = order?.Compare(@is.Version, was.Version) ?? 0;
            changes.Add(new(direction > 0 ? ScanChangeKind.PackageUpgraded : direction < 0 ? ScanChangeKind.PackageDowngraded : ScanChangeKind.PackageChanged, @is.Name, was.Version, @is.Version));
        }
        if (was.Held != @is.Held) changes.Add(new(@is.Held ? ScanChangeKind.PackageHeld : ScanChangeKind.PackageReleased, @is.Name, was.Version, @is.Version));
        if (was.Sound != @is.Sound) changes.Add(new(@is.Sound ? ScanChangeKind.PackageMended : ScanChangeKind.PackageBroken, @is.Name, was.Version, @is.Version));
    }

    /// <summary>Null where the order of versions is not known here.</summary>
    private static IComparer<string>? OrderOf(string family) => family switch
    {
        OsFamilies.Debian => DebianVersion.Order,
        OsFamilies.RedHat or OsFamilies.Suse => RpmVersion.Order,
        _ => null,
    };
}
