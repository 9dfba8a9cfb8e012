using Cockpit.Core.Findings;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;

namespace Cockpit.Tui.Risk;

/// <summary>A finding's long texts as lines. What a check printed stands as it was printed; what Qualys writes about it is HTML.</summary>
internal static class FindingTexts
{
    public static IReadOnlyList<Styled> All(FindingPage f, int width)
    {
        var lines = new List<Styled>();
        Part("EVIDENCE", f.Evidence, written: false);
        Part("WHAT", f.Synopsis, written: true);
        Part(f.Source == FindingSource.Qualys ? "IMPACT" : "DESCRIPTION", f.Description, written: true);
        Part("FIX", f.Solution, written: true);
        Part("SEE ALSO", f.SeeAlso, written: true);
        Part("REFERENCES", f.References, written: true);
        Part("WHY THIS HOST", f.MatchWhy, written: false);
        if (lines.Count == 0) lines.Add(new("The scanner gave no text.", Style.Faint));
        return lines;

        void Part(string name, string? text, bool written)
        {
            IReadOnlyList<string> part = PlainLines.Of(written ? Written(f, text) : text, width - 1);
            if (part.Count == 0) return;
            if (lines.Count > 0) lines.Add("");
            lines.Add(new(name, Style.Bold));
            lines.AddRange(part.Select(l => new Styled($" {l}")));
        }
    }

    /// <summary>Lines of what the check printed.</summary>
    public static int EvidenceLines(FindingPage f, int width) => PlainLines.Of(f.Evidence, width - 1).Count;

    /// <summary>Text that people wrote about the test.</summary>
    public static string? Written(FindingPage f, string? text) => text is not null && f.Source == FindingSource.Qualys ? HtmlText.Plain(text) : text;

    /// <summary>What happened to it, the latest first.</summary>
    public static IReadOnlyList<Styled> History(FindingPage f, int width, Look look)
    {
        var lines = new List<Styled>();
        foreach (FindingChange change in f.Events.Reverse())
        {
            string by = change.By is { } person ? $"by {person}" : change.ImportId is { } import ? $"by import {import}{(change.File is { } file ? $", {file}" : "")}" : "";
            lines.Add($"{Ages.Moment(change.At, look),-17} {change.What,-16} {by}");
            lines.AddRange(PlainLines.Of(change.Detail, Math.Max(20, width - 19), 4).Select(l => new Styled($"{"",18}{l}")));
        }
        lines.Add($"{Ages.Moment(f.LastSeenAt, look),-17} seen last by {f.Source}");
        lines.Add($"{Ages.Moment(f.FirstSeenAt, look),-17} seen first by {f.Source}");
        return [.. lines.Select(l => new Styled(SafeText.Fit(l.Text, width), l.Style))];
    }
}
