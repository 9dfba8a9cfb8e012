namespace Cockpit.Core.Hosts.Changes;

/// <summary>Changes in words.</summary>
public static class ChangeWords
{
    /// <summary>As scripts read it: "package-upgraded".</summary>
    public static string Of(ScanChangeKind kind) => string.Concat(kind.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>One change as a short sentence.</summary>
    public static string Of(ScanChange c) => c.Kind switch
    {
        ScanChangeKind.MachineReplaced => "another machine answers: its machine-id is another",
        ScanChangeKind.Rebooted => "rebooted",
        ScanChangeKind.Kernel => $"runs the kernel {c.After}, before {c.Before}",
        ScanChangeKind.InstalledKernel => $"newest kernel {c.After}, before {c.Before}",
        ScanChangeKind.OsRelease => $"is {c.After}, was {c.Before}",
        ScanChangeKind.PackageAdded => $"{c.Subject} {c.After} installed",
        ScanChangeKind.PackageRemoved => $"{c.Subject} {c.Before} removed",
        ScanChangeKind.PackageUpgraded => $"{c.Subject} {c.Before} -> {c.After}",
        ScanChangeKind.PackageDowngraded => $"{c.Subject} {c.Before} -> {c.After}, downgraded",
        ScanChangeKind.PackageChanged => $"{c.Subject} {c.Before} -> {c.After}",
        ScanChangeKind.PackageHeld => $"{c.Subject} put on hold",
        ScanChangeKind.PackageReleased => $"{c.Subject} no longer on hold",
        ScanChangeKind.PackageBroken => $"{c.Subject} unpacked, not configured",
        ScanChangeKind.PackageMended => $"{c.Subject} configured again",
        ScanChangeKind.ServiceFailed => $"{c.Subject} failed",
        ScanChangeKind.ServiceRecovered => $"{c.Subject} no longer failed",
        ScanChangeKind.MirrorAdded => $"takes packages from {c.Subject}",
        ScanChangeKind.MirrorRemoved => $"takes no packages from {c.Subject} any more",
        ScanChangeKind.RepositorySilent => $"repository {c.Subject} does not answer",
        ScanChangeKind.RepositoryAnswers => $"repository {c.Subject} answers again",
        ScanChangeKind.SecuritySource => c.After == "yes" ? "has a security source" : "has no security source any more",
        ScanChangeKind.ForeignUpdaterAdded => $"{c.Subject} updates it too",
        ScanChangeKind.ForeignUpdaterRemoved => $"{c.Subject} does not update it any more",
        ScanChangeKind.TimeZone => $"time zone {c.After}, was {c.Before}",
        ScanChangeKind.Proxy => $"proxy {(c.After!.Length == 0 ? "none" : c.After)}, was {(c.Before!.Length == 0 ? "none" : c.Before)}",
        ScanChangeKind.Virtualization => $"runs on {c.After}, was {c.Before}",
        _ => $"{c.After}, was {c.Before}",
    };

    /// <summary>Several in a few words: "2 packages, such as curl 1 -> 2; rebooted".</summary>
    public static string Summary(IReadOnlyList<ScanChange> changes, int more = 0)
    {
        ScanChange[] packages = [.. changes.Where(c => IsPackage(c.Kind))];
        IEnumerable<string> others = changes.Where(c => !IsPackage(c.Kind)).Select(Of);
        string? some = packages.Length == 0 ? null : packages.Length + more == 1 ? Of(packages[0]) : $"{packages.Length + more} packages, such as {Of(packages[0])}";
        return string.Join("; ", others.Prepend(some).Where(s => s is not null).Take(4));
    }

    /// <summary>What is installed, or in which version: what a package manager does.</summary>
    public static bool IsPackage(ScanChangeKind kind) => kind is
        ScanChangeKind.PackageAdded or ScanChangeKind.PackageRemoved or ScanChangeKind.PackageUpgraded or ScanChangeKind.PackageDowngraded or ScanChangeKind.PackageChanged;
}
