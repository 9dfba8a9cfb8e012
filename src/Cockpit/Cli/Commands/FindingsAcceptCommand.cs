using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>findings accept and findings reopen. One finding by its id is accepted at once; several are shown first.</summary>
internal static class FindingsAcceptCommand
{
    private const int ShownFindings = 20;

    public static void AddTo(CommandSet set)
    {
        var ids = Ids(ArgumentArity.ZeroOrMore);
        var until = Options.Text("--until", "2026-12-31 ends with that day in UTC; a time such as 2026-12-31T12:00:00Z ends then", "DATE");
        var reason = Options.Text("--reason", "why the risk can be borne", "R");
        var control = Options.Text("--control", "what protects the hosts meanwhile", "TEXT");
        var scope = Options.Scope();
        var host = Options.Text("--host", "all open findings of this host", "H");
        var cve = Options.Text("--cve", "all open findings of this CVE", "CVE");
        set.Add(FindingOperations.Accept, [ids, until, reason, control, host, cve, scope], call =>
        {
            bool filtered = call.Has(host) || call.Has(cve) || call.Has(scope);
            FindingId[] named = Parsed(call.Get(ids));
            if (filtered == (named.Length > 0)) throw new CockpitException(CallErrors.Usage.Because("Findings are named by their ids, or chosen by --host, --cve and --scope.", "One of both."));
            var terms = new AcceptTerms(EndOf(call.Get(until)), call.Get(reason) ?? "", call.Get(control));
            IReadOnlyList<FindingLine> chosen = AcceptFindings.Preview(call.Session, new AcceptChoice(named, call.Has(scope) ? call.ScopeOf(scope) : null, call.Get(host), CveOf(call.Get(cve))));
            if (filtered || chosen.Count > 1) call.Confirm("accept", Preview(chosen, terms));
            AcceptedFindings done = AcceptFindings.Run(call.Session, [.. chosen.Select(f => FindingId.TryParse(f.Id, out FindingId id) ? id : default)], terms);
            Show(call, done, () => [$"{"finding".ToQuantity(done.Findings.Count, "N0")} accepted until {Times.Second(done.Until!.Value)}: {string.Join(' ', done.Findings.Take(ShownFindings))}"]);
            return (int)ExitCode.Done;
        });

        var again = Ids(ArgumentArity.OneOrMore);
        var why = Options.Text("--reason", "why it is not borne any more", "R");
        set.Add(FindingOperations.Reopen, [again, why], call =>
        {
            AcceptedFindings done = ReopenFindings.Run(call.Session, Parsed(call.Get(again)), call.Get(why) ?? "");
            Show(call, done, () => [$"{"finding".ToQuantity(done.Findings.Count, "N0")} counts again: {string.Join(' ', done.Findings.Take(ShownFindings))}"]);
            return (int)ExitCode.Done;
        });
    }

    private static Argument<string[]> Ids(ArgumentArity arity) => new("ID") { Description = "such as F20418; several are possible", Arity = arity };

    private static void Show(Call call, AcceptedFindings done, Func<IEnumerable<string>> text)
    {
        Func<Table>? table = call.Format == OutputFormat.Csv
            ? () => new Table(["finding", "until", "reason", "control"], [.. done.Findings.Select(f => (IReadOnlyList<string>)[f, done.Until is { } at ? Times.Second(at) : "", done.Reason, done.Control ?? ""])])
            : null;
        call.Show(done, CliJson.Default.AcceptedFindings, table, text);
    }

    private static IEnumerable<string> Preview(IReadOnlyList<FindingLine> chosen, AcceptTerms terms)
    {
        yield return $"ACCEPT {"finding".ToQuantity(chosen.Count, "N0")} on {"host".ToQuantity(chosen.Select(f => f.Host).Distinct().Count(), "N0")} until {Times.Second(terms.Until)}: {chosen.Sum(f => f.Risk.Score):N0} points less, {chosen.Count(f => f.KnownExploited)} known exploited.";
        foreach (FindingLine f in chosen.Take(ShownFindings)) yield return $"  {f.Id} {f.Host} {RiskMatrix.Word(f.Risk.Level)}: {f.Name}";
        if (chosen.Count > ShownFindings) yield return $"  and {chosen.Count - ShownFindings:N0} more.";
        yield return "They count nowhere until then, unless they get worse. No server is touched.";
    }

    private static FindingId[] Parsed(string[] words) => [.. words.Select(w => FindingId.TryParse(w, out FindingId id) ? id
        : throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(w, 40)}\" is no finding's id.", "An id looks like F20418; cockpit findings list shows them.")))];

    private static NodaTime.Instant EndOf(string? text) => text is not null && UntilDate.TryParse(text) is { } at ? at
        : throw new CockpitException(CallErrors.Usage.Because(text is null ? "--until is missing." : $"\"{Printable.Line(text, 40)}\" is no date.", "Write 2026-12-31, or 2026-12-31T12:00:00Z."));

    private static CveId? CveOf(string? text) => text is null ? null : CveId.TryParse(text) ?? throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no CVE.", "A CVE looks like CVE-2026-31842."));
}
