using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Store.Advisories;
using Cockpit.Store.Rollouts;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>
/// What many hosts share while they are aligned: clues of tests and of outputs, and what distributions say. Good until another
/// connection changes the file, which each transaction looks at first. Not thread-safe, like the file.
/// </summary>
public sealed class AlignmentCache
{
    /// <summary>Beyond it the caches begin anew; a fleet has some thousand tests and outputs that repeat.</summary>
    private const int MaxEntries = 20_000;

    private readonly Dictionary<long, TestClues> tests = [];
    private readonly Dictionary<long, EvidenceClues> outputs = [];
    private readonly Dictionary<(string Release, long Cve), IReadOnlyList<DistributionFix>> byCve = [];
    private readonly Dictionary<(string Release, string Advisory), IReadOnlyList<DistributionFix>> byAdvisory = [];
    private long? version;
    private bool hasRows;

    internal OwnWorkReader Own { get; private set; } = new();

    internal AdvisoryStatements Statements { get; private set; } = new();

    internal void Begin(ReadTransaction t)
    {
        long now = t.Connection.Scalar<long>("PRAGMA data_version");
        bool full = tests.Count + outputs.Count + byCve.Count + byAdvisory.Count > MaxEntries;
        if (now == version && !full) return;
        version = now;
        tests.Clear();
        outputs.Clear();
        byCve.Clear();
        byAdvisory.Clear();
        Own = new OwnWorkReader();
        Statements = new AdvisoryStatements();
        hasRows = t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM advisory_fix)") == 1;
    }

    internal TestClues Test(ReadTransaction t, long plugin)
    {
        if (tests.TryGetValue(plugin, out TestClues? known)) return known;
        List<CveId> cves = t.Connection.ReadAll("SELECT cve FROM plugin_cve WHERE plugin_id = $plugin ORDER BY cve", r => ImportTexts.Cve(r.GetInt64(0)), ("$plugin", plugin));
        t.Connection.ReadOne("SELECT name, solution, patch_refs, refs FROM plugin WHERE id = $plugin",
            r => known = TestClues.Of(r.GetString(0), r.TextOrNull(1), r.TextOrNull(2), r.TextOrNull(3), cves), ("$plugin", plugin));
        return tests[plugin] = known!;
    }

    internal EvidenceClues Evidence(ReadTransaction t, long? output)
    {
        if (output is not { } id) return EvidenceClues.Nothing;
        if (!outputs.TryGetValue(id, out EvidenceClues? known))
            outputs[id] = known = EvidenceClues.Of(t.Connection.Scalar<string>("SELECT body FROM output WHERE id = $id", ("$id", id)));
        return known;
    }

    internal DistributionData Data(ReadTransaction t, Inventory inventory)
    {
        if (!hasRows) return DistributionData.None;
        string release = ReleaseKey.Of(inventory) ?? "";
        return new(
            cve => OfCve(t, release, ImportTexts.Number(cve)),
            id => OfAdvisory(t, release, id));
    }

    private IReadOnlyList<DistributionFix> OfCve(ReadTransaction t, string release, long cve)
    {
        if (byCve.TryGetValue((release, cve), out IReadOnlyList<DistributionFix>? rows)) return rows;
        return byCve[(release, cve)] = Rows(t, "WHERE cve = $what AND release = $release", cve, release);
    }

    private IReadOnlyList<DistributionFix> OfAdvisory(ReadTransaction t, string release, string advisory)
    {
        if (byAdvisory.TryGetValue((release, advisory), out IReadOnlyList<DistributionFix>? rows)) return rows;
        // "DSA-5764-1" is "DSA-5764" in some data.
        string? plain = advisory.LastIndexOf('-') is > 3 and var dash && advisory.StartsWith('D') ? advisory[..dash] : null;
        List<DistributionFix> found = Rows(t, "WHERE advisory = $what AND release = $release", advisory, release);
        if (found.Count == 0 && plain is not null) found = Rows(t, "WHERE advisory = $what AND release = $release", plain, release);
        return byAdvisory[(release, advisory)] = found;
    }

    private static List<DistributionFix> Rows(ReadTransaction t, string where, object what, string release) => t.Connection.ReadAll(
        $"SELECT package, binary, cve, state, fixed_version, advisory FROM advisory_fix {where} AND state < 4",
        r => new DistributionFix(r.GetString(0), r.GetBoolean(1), ImportTexts.Cve(r.GetInt64(2)), (DistributionState)r.GetInt32(3), r.TextOrNull(4), r.TextOrNull(5)),
        ("$what", what), ("$release", release));
}
