using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>Writes beside each finding what fixes it, or why nothing is known to.</summary>
internal static class FixLines
{
    public static IReadOnlyList<FindingLine> Fill(ReadTransaction t, IReadOnlyList<FindingLine> lines, Instant now)
    {
        Dictionary<FindingId, KnownFix> known = t.FixesOf(lines.Select(l => l.Page!.Id));
        return [.. lines.Select(l => Fill(l, known.GetValueOrDefault(l.Page!.Id), now))];
    }

    public static T Fill<T>(T line, KnownFix? known, Instant now) where T : FindingLine
    {
        FixState? state = line.Matched && known?.ScannedAt is not null ? known.Answer.State : null;
        IReadOnlyList<FindingFix> fixes = state is null ? [] : known!.Answer.Fixes;
        return line with { Fixes = fixes, FixState = state, FixedBy = Text(state, fixes), FixReason = Reason(line, state, known, now) };
    }

    /// <summary>"openssl 3.0.18-1"; "partly: ..." where it is not all, or not told to be enough. Of packages with one version each name stands there.</summary>
    private static string? Text(FixState? state, IReadOnlyList<FindingFix> fixes)
    {
        if (fixes.Count == 0) return null;
        string all = string.Join(", ", fixes.Select(f => $"{f.Package} {f.To}").Distinct());
        return state is FixState.Whole ? all : fixes.All(f => f.Confidence == FixConfidence.Possible) ? $"possibly: {all}" : $"partly: {all}";
    }

    private static string? Reason(FindingLine line, FixState? state, KnownFix? known, Instant now)
    {
        if (!line.Matched) return "no host of this file is known to be this machine";
        if (state is null || known?.ScannedAt is not { } scanned) return "the host was never scanned";
        string reason = known.Answer.Reason.Length > 0 ? known.Answer.Reason : state is FixState.None ? "no update known here" : "";
        // What an old scan did not find may be there by now.
        if (state is not FixState.Whole && now - scanned > RolloutLimits.MaxScanAge) reason += $"{(reason.Length > 0 ? "; " : "")}the scan is {Age(now - scanned)} old";
        return reason.Length > 0 ? reason : null;
    }

    private static string Age(Duration age) => age.TotalDays >= 2 ? $"{(int)age.TotalDays} d" : $"{(int)age.TotalHours} h";
}
