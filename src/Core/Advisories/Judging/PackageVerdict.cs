using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories.Judging;

public enum Verdict { Clear, Vulnerable, Unknown }

/// <summary>What one statement of a feed means for one host, with the words that show it.</summary>
public readonly record struct PackageVerdict(Verdict Verdict, string Evidence)
{
    private const int MostVersions = 3;

    /// <summary>Judges what is installed of the package that the statement names.</summary>
    public static PackageVerdict Of(HostPackages host, in AdvisoryFix fix)
    {
        IReadOnlyList<InstalledPackage> installed = host.Installed(fix.Package, fix.Binary);
        if (installed.Count == 0 || host.Order is not { } order || fix.State == FixState.NotJudged) return new PackageVerdict(Verdict.Unknown, "");
        if (fix.State == FixState.NotAffected) return new PackageVerdict(Verdict.Clear, $"{fix.Package} {Version(installed[^1], fix)} installed, not affected{From(fix)}");

        var bad = new List<InstalledPackage>();
        foreach (InstalledPackage package in installed)
        {
            if (fix.State != FixState.Fixed || order(Version(package, fix), fix.FixedVersion!) < 0) bad.Add(package);
        }

        string end = fix.State switch
        {
            FixState.Fixed => $", fixed in {fix.FixedVersion}{(fix.FixedVersion!.Contains("esm", StringComparison.Ordinal) ? " of Ubuntu Pro" : "")}{From(fix)}{(fix.Partial ? ", by one of several conditions" : "")}",
            FixState.WillNotFix => $", the distribution will not fix it{From(fix)}",
            _ => $", no fix published{From(fix)}",
        };
        if (bad.Count == 0) return new PackageVerdict(fix.Partial ? Verdict.Unknown : Verdict.Clear, Named(host, fix, installed) + end);
        return new PackageVerdict(Verdict.Vulnerable, Named(host, fix, bad) + end);
    }

    /// <summary>"openssl 3.0.15-1 installed"; of kernels each version with its package, and whether it runs.</summary>
    private static string Named(HostPackages host, AdvisoryFix fix, IEnumerable<InstalledPackage> packages)
    {
        List<string> versions = [.. packages
            .Select(p => host.IsKernel(p) ? $"{Version(p, fix)} ({p.Name}, {(host.IsRunning(p) ? "running" : "not running")})" : Version(p, fix))
            .Distinct()];
        return $"{fix.Package} {string.Join(" and ", versions.Take(MostVersions))}{(versions.Count > MostVersions ? $" and {versions.Count - MostVersions} more" : "")} installed";
    }

    private static string Version(InstalledPackage package, in AdvisoryFix fix) => HostPackages.VersionOf(package, fix.Binary);

    private static string From(in AdvisoryFix fix) => fix.Advisory is { } id ? $" ({id})" : "";
}
