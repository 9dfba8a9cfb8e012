using Cockpit.Core.Findings.Alignment;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>Writes which updates fix which finding of one machine: only where that differs from what stands there.</summary>
internal sealed class FixWriter
{
    private const int MaxEvidence = 300;

    private readonly WriteTransaction t;
    private readonly Dictionary<long, List<KeptFix>> fixes = [];
    private readonly Dictionary<long, (FixState State, string Reason)> states = [];

    private readonly record struct KeptFix(string Package, string Architecture, string To, FixKind Kind, FixConfidence Confidence, string Evidence);

    /// <param name="asset">Null where there are no findings; then nothing stands there either.</param>
    public FixWriter(WriteTransaction t, long? asset)
    {
        this.t = t;
        if (asset is null) return;
        foreach ((long id, KeptFix fix) in t.Connection.ReadAll(
            "SELECT x.finding_id, x.package, x.architecture, x.to_version, x.kind, x.confidence, x.evidence FROM finding f INDEXED BY finding_by_asset JOIN finding_fix x ON x.finding_id = f.id WHERE f.asset_id = $asset",
            r => (r.GetInt64(0), new KeptFix(r.GetString(1), r.GetString(2), r.GetString(3), (FixKind)r.GetInt32(4), (FixConfidence)r.GetInt32(5), r.GetString(6))), ("$asset", asset)))
        {
            if (!fixes.TryGetValue(id, out List<KeptFix>? some)) fixes[id] = some = [];
            some.Add(fix);
        }
        foreach ((long id, FixState state, string reason) in t.Connection.ReadAll(
            "SELECT s.finding_id, s.state, s.reason FROM finding f INDEXED BY finding_by_asset JOIN finding_alignment s ON s.finding_id = f.id WHERE f.asset_id = $asset",
            r => (r.GetInt64(0), (FixState)r.GetInt32(1), r.GetString(2)), ("$asset", asset))) states[id] = (state, reason);
    }

    public void Keep(long finding, FixAnswer answer)
    {
        List<KeptFix> wanted = [.. answer.Fixes.Select(f => new KeptFix(f.Package, f.Architecture, f.To, f.Kind, f.Confidence, Cut(f.Evidence)))];
        if (!fixes.Remove(finding, out List<KeptFix>? known)) known = [];
        if (!known.SequenceEqual(wanted.OrderBy(f => f.Package, StringComparer.Ordinal).ThenBy(f => f.Architecture, StringComparer.Ordinal)))
        {
            if (known.Count > 0) Delete(finding);
            RawStatement insert = t.File.Prepared("INSERT INTO finding_fix (finding_id, package, architecture, to_version, kind, confidence, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
            foreach (KeptFix f in wanted)
                insert.Bind(1, finding).Bind(2, f.Package).Bind(3, f.Architecture).Bind(4, f.To).Bind(5, (long)f.Kind).Bind(6, (long)f.Confidence).Bind(7, f.Evidence).Run();
        }
        bool stood = states.Remove(finding, out var before);
        var state = (answer.State, Reason: Cut(answer.Reason));
        bool says = state.State != FixState.None || state.Reason.Length > 0;
        if (stood ? says && before == state : !says) return;
        if (says) t.File.Prepared("INSERT OR REPLACE INTO finding_alignment (finding_id, state, reason) VALUES (?1, ?2, ?3)").Bind(1, finding).Bind(2, (long)state.State).Bind(3, state.Reason).Run();
        else Unsay(finding);
    }

    /// <summary>What was not kept again is fixed by nothing any more: it is closed, or its host is not known.</summary>
    public void End()
    {
        foreach (long finding in fixes.Keys) Delete(finding);
        foreach (long finding in states.Keys) Unsay(finding);
    }

    private void Delete(long finding) => t.File.Prepared("DELETE FROM finding_fix WHERE finding_id = ?1").Bind(1, finding).Run();

    private void Unsay(long finding) => t.File.Prepared("DELETE FROM finding_alignment WHERE finding_id = ?1").Bind(1, finding).Run();

    private static string Cut(string text) => text.Length <= MaxEvidence ? text : text[..MaxEvidence];
}
