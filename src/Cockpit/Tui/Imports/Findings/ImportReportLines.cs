using Cockpit.Core.Intel;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Humanizer;

namespace Cockpit.Tui.Imports.Findings;

/// <summary>What an import did or would do, in lines: every row of the file and every machine is in one of them.</summary>
internal static class ImportReportLines
{
    /// <summary>So many machines and rejected rows are named; the rest is on the command line.</summary>
    private const int MostNamed = 200;

    public static string Sentence(FindingImportResult r) => r.SameFile
        ? "This very file was imported before; nothing was changed."
        : $"{r.Shape}: {"row".ToQuantity(r.Rows, "N0")}, {r.New:N0} new, {r.Updated:N0} updated, {r.Unchanged:N0} unchanged, {r.Closed:N0} closed, {r.Reopened:N0} reopened, {r.RejectedRows:N0} rejected."
            + (r.UnmatchedHosts.Count > 0 ? $" {Machines(r.UnmatchedHosts.Count)} no host here." : "") + (r.AmbiguousHosts.Count > 0 ? $" {Machines(r.AmbiguousHosts.Count)} ambiguous." : "");

    public static string Sentence(IntelImportResult r) =>
        $"{IntelKinds.Title(r.Kind)} of {r.AsOf.InUtc().Date.ToString("d MMM uuuu", null)}: {"entry".ToQuantity(r.Entries, "N0")}, {r.Changed:N0} changed. Scores that rest on it are made anew.";

    /// <summary>What a feed's import did.</summary>
    public static IReadOnlyList<Styled> Of(IntelImportResult r, int width)
    {
        var lines = new List<Styled>
        {
            new($"IMPORTED {IntelKinds.Title(r.Kind)}, {r.DurationSeconds:0.0} s", Style.Bold),
            $"OF        {r.AsOf.InUtc().Date.ToString("d MMM uuuu", null)}{(r.Replaced is { } before ? $", in place of the one of {before.InUtc().Date.ToString("d MMM uuuu", null)}" : ", the first one")}",
            $"ENTRIES   {r.Entries,9:N0}   {r.Changed:N0} differ from those known before",
        };
        foreach (string note in r.Notes) lines.AddRange(ShellView.Wrap(note, width - 10).Select((part, i) => new Styled($"{(i == 0 ? "NOTE" : ""),-10}{part}", Style.Look)));
        return lines;
    }

    public static IReadOnlyList<Styled> Of(FindingImportResult r, bool kept, int width)
    {
        var lines = new List<Styled>();
        if (r.SameFile)
        {
            lines.Add(new("This very file was imported before; there is nothing new in it.", Style.Bold));
            return lines;
        }
        lines.Add(new(kept ? $"IMPORTED as {r.ImportId}, {r.DurationSeconds:0.0} s" : "TRIED: this is what it would do; nothing is kept yet", Style.Bold));
        lines.Add(new($"ROWS      {r.Rows,9:N0}   {"finding".ToQuantity(r.Findings, "N0")}, {r.Joined:N0} more of the same findings, {r.RejectedRows:N0} rejected"));
        string[] done = kept
            ? ["new", "updated", "unchanged", "reopened", "closed", "not seen any more, but not proven gone", "older than what is known"]
            : ["would be new", "would be updated", "would stay as they are", "would be reopened", "would be closed", "are not seen any more, but not proven gone", "are older than what is known"];
        long[] counts = [r.New, r.Updated, r.Unchanged, r.Reopened, r.Closed, r.NotSeen, r.Outdated];
        for (int i = 0; i < counts.Length; i++)
        {
            // The first three are what people look for, also when they are none.
            if (i < 3 || counts[i] > 0) lines.Add(new($"{(i == 0 ? "FINDINGS" : ""),-9} {counts[i],9:N0}   {done[i]}", i >= 3 ? Style.Look : Style.Plain));
        }
        lines.Add(new($"MACHINES  {r.Hosts,9:N0}   {(r.UnmatchedHosts.Count + r.AmbiguousHosts.Count == 0 ? "each of them a host of this file" : "in the file")}"));
        Named(lines, "NO HOST", r.UnmatchedHosts, "match no host here; kept under the scanner's name", width);
        Named(lines, "AMBIGUOUS", r.AmbiguousHosts, "several hosts match; a person has to say which", width);
        foreach (string note in r.Notes) foreach (string part in ShellView.Wrap(note, width - 10)) lines.Add(new($"{(part == ShellView.Wrap(note, width - 10).First() ? "NOTE" : ""),-10}{part}", Style.Look));
        if (r.Rejected.Count > 0)
        {
            lines.Add(new("REJECTED", Style.Bold));
            foreach (var row in r.Rejected.Take(MostNamed)) lines.Add(new($" line {row.Line,-8:0} {row.Reason}"));
            if (r.RejectedRows > MostNamed) lines.Add(new($" .. {r.RejectedRows - MostNamed:N0} more; cockpit findings import FILE --dry-run -o json lists them", Style.Faint));
        }
        return lines;
    }

    private static void Named(List<Styled> lines, string name, IReadOnlyList<string> machines, string means, int width)
    {
        if (machines.Count == 0) return;
        lines.Add(new($"{name,-9} {machines.Count,9:N0}   {means}", Style.Look));
        foreach (string part in ShellView.Wrap(string.Join("  ", machines.Take(MostNamed)), width - 10)) lines.Add(new($"          {part}"));
        if (machines.Count > MostNamed) lines.Add(new($"          .. {machines.Count - MostNamed:N0} more", Style.Faint));
    }

    private static string Machines(int count) => count == 1 ? "1 machine is" : $"{count:N0} machines are";
}
