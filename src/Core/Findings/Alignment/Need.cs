using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>One thing that a finding takes: an update that is pending, a version that is installed already, or neither.</summary>
/// <param name="Why">Why it is met or not, for people.</param>
internal readonly record struct Need(FindingFix? Fix, bool Installed, string Why)
{
    public static Need By(PendingUpdate u, FixKind kind, FixConfidence confidence, string evidence) =>
        new(new FindingFix(u.Name, u.Architecture, u.From, u.To, kind, confidence, evidence), false, NotFree(u));

    public static Need Met(string why) => new(null, true, why);

    public static Need Missing(string why) => new(null, false, why);

    /// <summary>Joins what a finding takes: it is fixed only if every need is met.</summary>
    public static FixAnswer Join(IReadOnlyCollection<Need> needs)
    {
        // Two reasons for one update are one update; the surer one stays.
        List<FindingFix> fixes = [.. needs.Where(n => n.Fix is not null).Select(n => n.Fix!)
            .GroupBy(f => (f.Package, f.Architecture)).Select(g => g.OrderByDescending(f => f.Confidence).ThenBy(f => f.Kind).First())
            .OrderBy(f => f.Package, StringComparer.Ordinal).ThenBy(f => f.Architecture, StringComparer.Ordinal)];
        string missing = Text(needs.Where(n => n.Fix is null && !n.Installed));
        if (fixes.Count == 0)
            return needs.Count > 0 && missing.Length == 0 ? new(FixState.Installed, [], Text(needs)) : new(FixState.None, [], missing);
        if (missing.Length > 0) return new(FixState.Partly, fixes, missing);
        return fixes.Exists(f => f.Confidence == FixConfidence.Possible)
            ? new(FixState.Partly, fixes, Text(needs.Where(n => n.Fix is { Confidence: FixConfidence.Possible }).Select(n => n with { Why = n.Fix!.Evidence })))
            : new(FixState.Whole, fixes, Text(needs.Where(n => n.Fix is not null)));
    }

    private static string Text(IEnumerable<Need> needs)
    {
        const int shown = 4;
        List<string> all = [.. needs.Select(n => n.Why).Where(w => w.Length > 0).Distinct()];
        return string.Join("; ", all.Take(shown)) + (all.Count > shown ? $"; and {all.Count - shown} more" : "");
    }

    /// <summary>Why a plain upgrade does not install it; empty where it does.</summary>
    private static string NotFree(PendingUpdate u) =>
        u.Held ? $"{u.Name} is on hold there" : u.KeptBack ? $"{u.Name} is kept back: it needs a new package or a removal" : u.Phased ? $"{u.Name} is phased and not given to this host yet" : "";
}
