using Cockpit.Core.Findings;
using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>What an import says otherwise of a finding than was known, in words: "CVSS v3 7.5 -> 9.8, severity high -> critical".</summary>
internal static class FindingChanges
{
    /// <param name="plugin">The stored plugin that the file names now.</param>
    public static string Between(KnownFinding before, in PendingFinding now, long plugin)
    {
        List<string> changes = [];
        if (before.Severity != now.Severity) changes.Add($"severity {RiskWords.Of(before.Severity)} -> {RiskWords.Of(now.Severity)}");
        Tenths("CVSS v4", before.Scores.Cvss4, now.Scores.Cvss4);
        Tenths("CVSS v3", before.Scores.Cvss3, now.Scores.Cvss3);
        Tenths("CVSS v2", before.Scores.Cvss2, now.Scores.Cvss2);
        Tenths("VPR", before.Scores.Vpr, now.Scores.Vpr);
        Score("EPSS", before.Scores.Epss, now.Scores.Epss, before.Scores.Epss / 1e6, now.Scores.Epss / 1e6, "0.#####");
        Score("QDS", before.Scores.Qds, now.Scores.Qds, before.Scores.Qds, now.Scores.Qds, "0");
        FindingFlags gained = now.Flags & ~before.Flags, lost = before.Flags & ~now.Flags;
        if (gained != 0) changes.Add($"now also {gained}");
        if (lost != 0) changes.Add($"no longer {lost}");
        if (before.OutputId != now.OutputId) changes.Add("evidence");
        if (before.Plugin != plugin) changes.Add("name");
        return changes.Count == 0 ? "the scanner's own word for its severity" : string.Join(", ", changes);

        void Tenths(string name, short was, short @is) => Score(name, was, @is, was / 10.0, @is / 10.0, "0.0");

        void Score(string name, int was, int @is, double from, double to, string format)
        {
            if (was != @is) changes.Add(FormattableString.Invariant($"{name} {Word(was, from, format)} -> {Word(@is, to, format)}"));
        }
    }

    private static string Word(int stored, double value, string format) => stored < 0 ? "none" : value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
