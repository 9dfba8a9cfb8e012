using System.Text;
using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Core.Risk;
using Cockpit.Store.Advisories;
using Cockpit.Store.Risk;
using Cockpit.Store.Rollouts;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>
/// What many hosts share while they are aligned: clues of tests and of outputs, and what distributions say. Good until another
/// connection changes the file, which each transaction looks at first. Not thread-safe, like the file.
/// </summary>
public sealed class AlignmentCache
{
    /// <summary>Beyond it the caches begin anew; a fleet has some thousand tests and outputs that repeat, and as many of its own packages.</summary>
    private const int MaxEntries = 100_000;

    private readonly Dictionary<long, TestClues> tests = [];
    private readonly Dictionary<long, EvidenceClues> outputs = [];
    private readonly Dictionary<(string Release, long Cve), IReadOnlyList<DistributionFix>> byCve = [];
    private readonly Dictionary<(string Release, string Advisory), IReadOnlyList<DistributionFix>> byAdvisory = [];
    private const string Columns = "SELECT package, binary, cve, state, fixed_version, advisory, partial FROM advisory_fix WHERE ";
    private const string ByAdvisory = Columns + "advisory = ?1 AND release = ?2 AND state < 4";
    private long? version;
    private (long Rules, LevelPoints Each)? points;
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

    /// <summary>What each level is worth now. The rules are read anew where another version is in force, also where this program set it.</summary>
    internal LevelPoints Points(ReadTransaction t)
    {
        long rules = t.File.Prepared("SELECT coalesce(max(version), 0) FROM risk_rules").One() ?? 0;
        if (points?.Rules != rules) points = (rules, t.RulesInForce().Rules.Points);
        return points.Value.Each;
    }

    internal TestClues Test(ReadTransaction t, long plugin)
    {
        if (tests.TryGetValue(plugin, out TestClues? known)) return known;
        List<CveId> cves = [];
        RawStatement ofPlugin = t.File.Prepared("SELECT cve FROM plugin_cve WHERE plugin_id = ?1 ORDER BY cve").Bind(1, plugin);
        while (ofPlugin.Next()) cves.Add(ImportTexts.Cve(ofPlugin.Number(0)));
        RawStatement texts = t.File.Prepared("SELECT name, solution, patch_refs, refs FROM plugin WHERE id = ?1").Bind(1, plugin);
        while (texts.Next()) known = TestClues.Of(Text(texts, 0) ?? "", Text(texts, 1), Text(texts, 2), Text(texts, 3), cves);
        return tests[plugin] = known!;
    }

    internal EvidenceClues Evidence(ReadTransaction t, long? output)
    {
        if (output is not { } id) return EvidenceClues.Nothing;
        if (outputs.TryGetValue(id, out EvidenceClues? known)) return known;
        string? body = null;
        RawStatement read = t.File.Prepared("SELECT body FROM output WHERE id = ?1").Bind(1, id);
        while (read.Next()) body = Text(read, 0);
        return outputs[id] = EvidenceClues.Of(body);
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
        return byCve[(release, cve)] = Rows(t.File.Prepared(Columns + "cve = ?1 AND release = ?2 AND state < 4").Bind(1, cve).Bind(2, release));
    }

    private IReadOnlyList<DistributionFix> OfAdvisory(ReadTransaction t, string release, string advisory)
    {
        if (byAdvisory.TryGetValue((release, advisory), out IReadOnlyList<DistributionFix>? rows)) return rows;
        // "DSA-5764-1" is "DSA-5764" in some data.
        string? plain = advisory.LastIndexOf('-') is > 3 and var dash && advisory.StartsWith('D') ? advisory[..dash] : null;
        List<DistributionFix> found = Rows(t.File.Prepared(ByAdvisory).Bind(1, advisory).Bind(2, release));
        if (found.Count == 0 && plain is not null) found = Rows(t.File.Prepared(ByAdvisory).Bind(1, plain).Bind(2, release));
        return byAdvisory[(release, advisory)] = found;
    }

    /// <summary>Statements stay prepared: a host has some thousand findings of its own packages, each with a CVE to ask for.</summary>
    private static List<DistributionFix> Rows(RawStatement r)
    {
        List<DistributionFix> rows = [];
        while (r.Next()) rows.Add(new DistributionFix(Text(r, 0)!, r.Number(1) == 1, ImportTexts.Cve(r.Number(2)), (DistributionState)r.Number(3), Text(r, 4), Text(r, 5), r.Number(6) == 1));
        return rows;
    }

    private static string? Text(RawStatement r, int column) => r.IsNull(column) ? null : Encoding.UTF8.GetString(r.Text(column));
}
