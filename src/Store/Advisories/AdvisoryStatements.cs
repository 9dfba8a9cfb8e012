using System.Collections.Frozen;
using System.Text;
using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Store.Findings;

namespace Cockpit.Store.Advisories;

/// <summary>
/// What the feeds say, as findings and disputes ask for it. Whoever asks for many hosts keeps one of these: packages that were asked for once
/// are not read again. Good as long as no feed is imported.
/// </summary>
public sealed class AdvisoryStatements
{
    private readonly Dictionary<(string Release, string Package, bool Binary), IReadOnlyList<AdvisoryFix>> ofPackage = [];
    private readonly Dictionary<string, bool> releases = new(StringComparer.Ordinal);
    private FrozenSet<long>? whole;

    /// <summary>Whether any feed says anything of the release.</summary>
    public bool Has(ReadTransaction t, string release)
    {
        if (!releases.TryGetValue(release, out bool known))
            releases[release] = known = t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM advisory_fix WHERE release = $release)", ("$release", release)) == 1;
        return known;
    }

    /// <summary>All that is said of a package.</summary>
    public IReadOnlyList<AdvisoryFix> Of(ReadTransaction t, string release, string package, bool binary)
    {
        if (ofPackage.TryGetValue((release, package, binary), out IReadOnlyList<AdvisoryFix>? known)) return known;
        RawStatement read = t.File.Prepared(
            "SELECT s.cve, s.state, s.fixed_version, s.severity, s.advisory, s.partial, s.feed_id FROM advisory_package p JOIN advisory_statement s ON s.package_id = p.id WHERE p.release = ?1 AND p.package = ?2 AND p.binary = ?3")
            .Bind(1, release).Bind(2, package).Bind(3, binary ? 1 : 0);
        List<AdvisoryFix> all = [];
        while (read.Next())
        {
            if (Whole(t).Contains(read.Number(6))) all.Add(Fix(read, release, package, binary));
        }

        ofPackage[(release, package, binary)] = all;
        return all;
    }

    /// <summary>All that is said of a CVE in a release, of whatever package.</summary>
    public IReadOnlyList<AdvisoryFix> Of(ReadTransaction t, string release, CveId cve)
    {
        RawStatement read = t.File.Prepared(
            "SELECT s.cve, s.state, s.fixed_version, s.severity, s.advisory, s.partial, s.feed_id, p.package, p.binary FROM advisory_statement s JOIN advisory_package p ON p.id = s.package_id WHERE s.cve = ?1 AND p.release = ?2")
            .Bind(1, ImportTexts.Number(cve)).Bind(2, release);
        List<AdvisoryFix> all = [];
        while (read.Next())
        {
            if (Whole(t).Contains(read.Number(6))) all.Add(Fix(read, release, Text(read, 7)!, read.Number(8) == 1));
        }

        return all;
    }

    private FrozenSet<long> Whole(ReadTransaction t) =>
        whole ??= t.Connection.ReadAll("SELECT id FROM intel_feed WHERE entries > 0", r => r.GetInt64(0)).ToFrozenSet();

    private static AdvisoryFix Fix(RawStatement r, string release, string package, bool binary) => new(
        release, package, binary, ImportTexts.Cve(r.Number(0)), (FixState)r.Number(1), Text(r, 2), r.IsNull(3) ? null : (Severity)r.Number(3), Text(r, 4), r.Number(5) == 1);

    private static string? Text(RawStatement r, int column) => r.IsNull(column) ? null : Encoding.UTF8.GetString(r.Text(column));
}
