using Cockpit.Core.Errors;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>One finding: the verdict, fact by fact with source and date, then what to do about it.</summary>
/// <param name="Finding">Null until it was read.</param>
/// <param name="Scroll">Rows that the text is scrolled by.</param>
public sealed record FindingScreen(string Id, string Place, FindingPage? Finding, int Scroll, Fault? Missing) : Screen
{
    public FindingScreen(string id, string place = "") : this(id, place, null, 0, null) { }

    public override string Crumb => Id;

    public override string Status(Look look) => Place;

    public override IReadOnlyList<Offer> Offers(Look look) => [new("PageDown", "more", "Scrolls the text.")];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged => new Turn(this, RiskWork.Finding(Id)),
        FindingRead read => new Turn(this with { Finding = read.Finding, Missing = null }),
        WorkFailed { Name: "finding" } failed => new Turn(this with { Missing = failed.Fault }),
        Pressed { Key: { Named: NamedKey.Down } or { Letter: 'j' } } => To(Scroll + 1, look),
        Pressed { Key: { Named: NamedKey.Up } or { Letter: 'k' } } => To(Scroll - 1, look),
        Pressed { Key.Named: NamedKey.PageDown } => To(Scroll + look.Rows - 2, look),
        Pressed { Key.Named: NamedKey.PageUp } => To(Scroll - look.Rows + 2, look),
        Pressed { Key: { Named: NamedKey.Home } or { Letter: 'g' } } => To(0, look),
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (Finding is null)
        {
            body.Put(0, 0, Missing is { } fault ? SafeText.Fit(fault.ToString(), body.Width) : "reading ..", Missing is null ? Style.Faint : Style.Look);
            return;
        }
        int row = 0;
        foreach ((string text, Style style) in FindingText.Lines(Finding, body.Width, look).Skip(Scroll).Take(body.Height)) body.Put(row++, 0, text, style);
    }

    private Turn To(int scroll, Look look)
    {
        int most = Finding is null ? 0 : Math.Max(0, FindingText.Lines(Finding, look.Columns, look).Count() - look.Rows);
        return new Turn(this with { Scroll = Math.Clamp(scroll, 0, most) });
    }
}

/// <summary>A finding as lines of text.</summary>
internal static class FindingText
{
    /// <summary>Of a scanner's output; the rest is on the command line.</summary>
    private const int MostOutputLines = 200;

    public static IEnumerable<(string Text, Style Style)> Lines(FindingPage finding, int width, Look look)
    {
        yield return ($"{finding.Name}   {finding.Source} {finding.PluginId}", Style.Bold);
        string port = finding.Port > 0 ? $" {finding.Protocol}/{finding.Port}".ToLowerInvariant() : "";
        yield return ($"{finding.Host}{port}   seen {Ages.Moment(finding.FirstSeenAt, look)} - {Ages.Moment(finding.LastSeenAt, look)}   {finding.Status}   {string.Join(' ', finding.Cves.Take(4))}", Style.Plain);
        yield return ("", Style.Plain);
        yield return (finding.Risk.Verdict, RiskColors.Of(finding.Risk.Level) with { Emphasis = Emphasis.Bold });
        int wide = Math.Max(26, width - 54);
        yield return ($"{"FACT".PadRight(wide)} {"value",-8} {"effect",-22} source", Style.Faint);
        foreach (RiskFactor factor in finding.Risk.Factors)
        {
            // What decides stands out; what was weighed and did not count is there all the same.
            string mark = factor.Counts ? ">" : " ";
            string dated = factor.AsOf is { } at ? $"{factor.Source}, {Ages.Short(at, look.Now)} old" : factor.Source;
            yield return ($"{mark}{SafeText.Fit(factor.Text, wide - 1).PadRight(wide - 1)} {SafeText.Fit(factor.Value, 8),-8} {SafeText.Fit(factor.Effect, 22),-22} {dated}", factor.Counts ? Style.Bold : Style.Plain);
        }
        yield return ("", Style.Plain);
        yield return ($"HOST {finding.MatchWhy}", Style.Plain);
        foreach (var part in Text("WHAT", finding.Synopsis, width)) yield return part;
        foreach (var part in Text("FIX", finding.Solution, width)) yield return part;
        if (finding.Evidence is not { Length: > 0 } output) yield break;
        yield return ("", Style.Plain);
        yield return ("EVIDENCE", Style.Faint);
        foreach (string line in output.Split('\n').Take(MostOutputLines)) yield return ($" {line.TrimEnd()}", Style.Plain);
    }

    private static IEnumerable<(string, Style)> Text(string name, string? text, int width)
    {
        if (string.IsNullOrWhiteSpace(text)) yield break;
        bool first = true;
        foreach (string line in ShellView.Wrap(text.Replace('\n', ' '), Math.Max(20, width - 6)))
        {
            yield return ($"{(first ? name : ""),-5}{line}", Style.Plain);
            first = false;
        }
    }
}
