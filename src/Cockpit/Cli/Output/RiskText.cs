using System.Globalization;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Humanizer;
using NodaTime;

namespace Cockpit.Cli.Output;

/// <summary>Why a finding stands where it stands, in lines of text.</summary>
internal static class RiskText
{
    /// <summary>"WHY", the verdict, what counts and from when it is, and by when it has to be gone.</summary>
    public static IEnumerable<string> Why(FindingLine f)
    {
        yield return "";
        yield return "RISK";
        yield return $"{f.Risk.Verdict}; {"point".ToQuantity(f.Risk.Score, "N0")}, rules v{f.Risk.RulesVersion}";
        foreach (RiskFactor factor in f.Risk.Factors)
        {
            string when = factor.AsOf is { } at ? $" as of {Times.Second(at)}{(factor.Stale ? ", stale" : "")}" : "";
            yield return $"  {(factor.Counts ? "*" : " ")} {factor.Text}: {factor.Value} -> {factor.Effect}  ({factor.Source}{when})";
        }
        foreach (string line in Due(f)) yield return line;
    }

    /// <summary>"DUE 19 Oct 2026, earliest of KEV 19 Oct 2026, SLA 4 Nov 2026", then each with its reason.</summary>
    public static IEnumerable<string> Due(FindingLine f)
    {
        List<DueCandidate> dated = [.. f.DueCandidates.Where(c => c.At is not null)];
        string status = f.SlaStatus is { } sla ? $", {sla}" : "";
        if (f.DueAt is { } due)
            yield return $"DUE {Day(due)} by {Word(f.DueBy)}{status}{(dated.Count > 1 ? $", earliest of {string.Join(", ", dated.Select(c => $"{Word(c.By)} {Day(c.At!.Value)}"))}" : "")}";
        else yield return "DUE never: nothing sets a date" + status;
        foreach (DueCandidate c in f.DueCandidates) yield return $"  {Word(c.By)} {(c.At is { } at ? Day(at) : "no date")}: {c.Text}";
    }

    private static string Word(DueBy by) => by switch { DueBy.Sla => "SLA", DueBy.KnownExploited => "KEV", DueBy.Bod2604 => "BOD 26-04", _ => "" };

    private static string Day(Instant at) => at.InUtc().Date.ToString("d MMM uuuu", CultureInfo.InvariantCulture);
}
