using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Humanizer;
using NodaTime;

namespace Cockpit.Cli.Commands;

/// <summary>findings show, and risk explain: the same finding, once with its evidence and once with why it stands where it stands.</summary>
internal static class FindingsShowCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = new Argument<string>("ID") { Description = "such as F20418" };
        set.Add(FindingOperations.Show, [id], call =>
        {
            FindingPage page = Find(call, id);
            call.Show(page, CliJson.Default.FindingPage, text: () => [.. Head(page, call.Session.Now), .. RiskText.Why(page), .. Texts(page)]);
            return (int)ExitCode.Done;
        });

        var explained = new Argument<string>("ID") { Description = "such as F20418" };
        set.Add(FindingOperations.Explain, [explained], call =>
        {
            FindingPage page = Find(call, explained);
            call.Show(page, CliJson.Default.FindingPage, () => new Table(["counts", "fact", "value", "effect", "source", "as of", ""],
                [.. page.Risk.Factors.Select(f => (IReadOnlyList<string>)[f.Counts ? "yes" : "no", f.Text, f.Value, f.Effect, f.Source, f.AsOf is { } at ? Times.Second(at) : "", f.Stale ? "stale" : ""])]),
                () => [.. Head(page, call.Session.Now), page.Risk.Verdict, $"{"point".ToQuantity(page.Risk.Score, "N0")}, rules v{page.Risk.RulesVersion}", .. RiskText.Due(page), $"host: {page.MatchWhy}"]);
            return (int)ExitCode.Done;
        });
    }

    private static FindingPage Find(Call call, Argument<string> argument)
    {
        string text = call.Get(argument);
        return FindingId.TryParse(text, out FindingId id) ? ShowFinding.Run(call.Session, id) : throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no finding's id.", "An id looks like F20418; cockpit findings list shows them."));
    }

    private static IEnumerable<string> Head(FindingPage p, Instant now)
    {
        yield return $"{p.Id} {p.Name}  ({p.Source} {p.PluginId})";
        yield return $"{p.Host}{(p.Port > 0 ? $" {p.Protocol.ToString().ToLowerInvariant()}/{p.Port}" : "")}  {FindingsListCommand.Status(p.Status)}, seen {Times.Second(p.FirstSeenAt)} - {Times.Second(p.LastSeenAt)}";
        yield return $"{RiskMatrix.Word(p.Risk.Level)}, severity {RiskWords.Of(p.Severity)}{(p.Cvss is { } cvss ? $", CVSS {cvss:0.0} (v{p.CvssVersion})" : "")}{(p.KnownExploited ? ", known exploited" : "")}";
        if (p.Cves.Count > 0) yield return string.Join(' ', p.Cves);
        if (p.Acceptance is { } a) yield return $"accepted by {a.By} until {Times.Second(a.Until)}: {a.Reason}{(a.Control is null ? "" : $" (meanwhile: {a.Control})")}";
        // Where it is disputed nobody knows that it fixes anything.
        if (p.Fixes.Count > 0) yield return $"{(p.Dispute is null ? "fixed by" : "the scanner wants")} {p.FixedBy}";
        foreach (FindingFix f in p.Fixes) yield return $"  {f.Package}:{f.Architecture} {f.From} -> {f.To}{(p.Dispute is null ? $"  {f.Confidence.ToString().ToLowerInvariant()}: {f.Evidence}" : "")}";
        if (p.NextChance is { } chance) yield return $"when {chance.Text(now, Times.Second)}";
        if (p.FixReason is { } reason) yield return p.Fixes.Count > 0 ? $"  {reason}" : $"fix: {reason}";
    }

    private static IEnumerable<string> Texts(FindingPage p)
    {
        foreach (var (title, text) in ((string Title, string? Text)[])[($"DISPUTED: {DisputedFinding.Means}", p.Dispute is { } d ? $"{d.Evidence}\n{DisputedFinding.WayOut(update: p.Fixes.Count > 0)}" : null), ("SYNOPSIS", p.Synopsis), ("DESCRIPTION", p.Description), ("SOLUTION", p.Solution), ("EVIDENCE", p.Evidence)])
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            yield return "";
            yield return title;
            foreach (string line in Printable.Text(text).Split('\n')) yield return line;
        }
        yield return "";
        yield return "HISTORY";
        foreach (FindingChange e in p.Events) yield return string.Join("  ", new[] { Times.Second(e.At), e.What, e.Detail, e.ImportId is null ? null : $"{e.ImportId} {e.File}", e.By }.Where(w => !string.IsNullOrWhiteSpace(w)));
    }
}
