using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Store.Findings;

namespace Cockpit.Store.Advisories;

/// <summary>A statement under its key, as it is compared and stored. The package's id is known once it was looked up.</summary>
internal readonly record struct AdvisoryRow(long Cve, FixState State, string? FixedVersion, Severity? Severity, string? Advisory, bool Partial)
{
    public static AdvisoryRow Of(in AdvisoryFix fix) => new(ImportTexts.Number(fix.Cve), fix.State, fix.FixedVersion, fix.Severity, fix.Advisory, fix.Partial);
}

/// <summary>A package of a release, as advisory_package has it.</summary>
internal readonly record struct AdvisoryPackage(string Release, string Package, bool Binary);

/// <summary>A whole feed in memory, each package's statements by CVE, each CVE once. 300,000 statements take 25 MB.</summary>
internal sealed class AdvisorySet
{
    /// <summary>SUSE's largest file has some two million.</summary>
    public const int MaxStatements = 6_000_000;

    private readonly Dictionary<AdvisoryPackage, List<AdvisoryRow>> packages = [];

    public IReadOnlyDictionary<AdvisoryPackage, List<AdvisoryRow>> Packages => packages;

    /// <summary>After <see cref="Joined"/>.</summary>
    public long Count { get; private set; }

    public void Add(in AdvisoryFix fix)
    {
        var key = new AdvisoryPackage(fix.Release, fix.Package, fix.Binary);
        if (!packages.TryGetValue(key, out List<AdvisoryRow>? rows)) packages[key] = rows = [];
        rows.Add(AdvisoryRow.Of(fix));
        Count++;
    }

    /// <summary>Sorts, and joins what is said twice of a package and a CVE.</summary>
    public AdvisorySet Joined()
    {
        Count = 0;
        foreach ((AdvisoryPackage package, List<AdvisoryRow> rows) in packages)
        {
            rows.Sort((a, b) => a.Cve.CompareTo(b.Cve));
            Comparison<string> order = VersionOrder.OfRelease(package.Release);
            int kept = 0;
            for (int i = 1; i < rows.Count; i++)
            {
                if (rows[i].Cve != rows[kept].Cve) rows[++kept] = rows[i];
                else if (rows[i] != rows[kept]) rows[kept] = AdvisoryRow.Of(Fix(package, rows[kept]).Joined(Fix(package, rows[i]), order));
            }

            rows.RemoveRange(kept + 1, rows.Count - kept - 1);
            Count += rows.Count;
        }

        return this;
    }

    private static AdvisoryFix Fix(in AdvisoryPackage p, in AdvisoryRow r) => new(p.Release, p.Package, p.Binary, ImportTexts.Cve(r.Cve), r.State, r.FixedVersion, r.Severity, r.Advisory, r.Partial);
}
