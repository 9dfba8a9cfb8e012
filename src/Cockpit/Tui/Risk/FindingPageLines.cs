using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>A finding's page: verdict, facts with source and date, due date, fix, evidence, each where the eye looks for it.</summary>
internal static class FindingPageLines
{
    /// <summary>Cells of a fact's day, with its year and the mark of what is too old.</summary>
    private const int DateWidth = 13;

    /// <param name="rows">Rows of the body: evidence fills what is left.</param>
    public static IReadOnlyList<IReadOnlyList<Styled>> Of(FindingPage f, int width, Look look, int rows)
    {
        var page = new Page(width);
        Head(page, f, look);
        page.Add();
        page.Add(new Styled($" {f.Risk.Verdict} ", RiskColors.Of(f.Risk.Level) with { Emphasis = Emphasis.Bold }));
        Facts(page, f, look);
        Due(page, f, look);
        page.Add();
        Fix(page, f, look);
        When(page, f, look);
        if (!f.Matched) page.Add(new Styled("HOST", Style.Bold), new Styled(SafeText.Fit($" {f.MatchWhy}", page.Width - 5)));
        page.Add();
        Texts(page, f, rows);
        // Blank rows go first where the page does not fit: capitals divide it all the same.
        for (int at = page.Lines.Count - 1; at > 0 && page.Lines.Count > rows; at--) if (page.Lines[at].Count == 0) page.Lines.RemoveAt(at);
        return page.Lines;
    }

    private static void Head(Page page, FindingPage f, Look look)
    {
        page.Add(new Styled(SafeText.Fit(f.Name, page.Width - 18), Style.Bold), new Styled($"   {f.Source} {f.PluginId}", Style.Faint));
        string port = f.Port > 0 ? $" {f.Protocol}/{f.Port}".ToLowerInvariant() : "";
        Styled mark = look.Show(FindingMarks.Of(f, look.Now));
        var parts = new List<Styled> { $"{f.Host}{port}   seen {Day(f.FirstSeenAt, look)} - {Ages.Moment(f.LastSeenAt, look)}   " };
        if (f.Acceptance is { } accepted) parts.Add(new($"a accepted until {Acceptances.Day(accepted.Until)}", Style.UnderWay));
        else if (f.DueAt is { } due) parts.AddRange([mark, new Styled(due <= look.Now ? $" due {Day(due, look)}, {Ages.Short(look.Now - due)} over" : $" due {Day(due, look)}, {Ages.Short(due - look.Now)} left", mark.Style)]);
        else if (f.Status is not FindingStatus.Open) parts.Add(new(FindingMarks.Word(f.Status), Style.Look));
        page.Add([.. parts]);
        if (f.Cves.Count > 0) page.Add($"{string.Join(' ', f.Cves.Take(4))}{(f.Cves.Count > 4 ? $" +{f.Cves.Count - 4}" : "")}   EPSS {FindingMarks.Epss(f.Epss)}   CVSS {FindingMarks.Cvss(f.Cvss)}");
    }

    /// <summary>Likelihood rule by rule, then impact as a sum. What was weighed and did not count stands there all the same, faint.</summary>
    private static void Facts(Page page, FindingPage f, Look look)
    {
        // Sources take what they need, so that facts are cut as little as can be; on a wide terminal they stay near to each other.
        int source = Math.Clamp(f.Risk.Factors.Select(x => SafeText.WidthOf(x.Source)).DefaultIfEmpty(0).Max() + 2, 8, 24);
        int text = Math.Clamp(page.Width - source - DateWidth - 4, 20, 60);
        page.Add(new Styled(SafeText.Fit($"LIKELIHOOD {f.Risk.Likelihood}, the highest rule counts", text + 3).PadRight(text + 4), Style.Bold), new Styled("source".PadRight(source), Style.Faint), new Styled("as of", Style.Faint));
        foreach (RiskFactor factor in f.Risk.Factors.Where(x => !IsImpact(x)))
        {
            string value = factor.Value is "" or "yes" ? factor.Text : $"{factor.Text}: {factor.Value}";
            Style style = factor.Counts ? Style.Plain : Style.Faint;
            page.Add(
                new Styled($"{(factor.Counts ? ">" : " ")}{Effect(factor),2} ", factor.Counts ? Style.Bold : Style.Faint),
                new Styled(SafeText.Fit(value, text - 1).PadRight(text), style),
                new Styled(SafeText.Fit(factor.Source, source - 1).PadRight(source), style), Dated(factor, look));
        }
        RiskFactor? sum = f.Risk.Factors.FirstOrDefault(x => x.Name is "criticality" or "informs-only");
        RiskFactor? technical = f.Risk.Factors.FirstOrDefault(x => x.Name == "technical");
        page.Add(new Styled($"IMPACT {f.Risk.Impact}", Style.Bold), new Styled(SafeText.Fit(sum is null ? "" : $" {sum.Effect[(sum.Effect.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? at : 0)..]}", page.Width - 9)));
        foreach (RiskFactor factor in new[] { technical, sum?.Name == "criticality" ? sum : null }.OfType<RiskFactor>())
            page.Add("    ", new Styled(SafeText.Fit($"{factor.Text}: {factor.Value}", text - 1).PadRight(text)), new Styled(SafeText.Fit(factor.Source, source - 1).PadRight(source)), Dated(factor, look));
    }

    private static bool IsImpact(RiskFactor factor) => factor.Name is "technical" or "criticality" or "informs-only";

    /// <summary>"5" of "likelihood 5", "+1" of "likelihood +1, at most 5"; empty where it changes nothing.</summary>
    private static string Effect(RiskFactor factor)
    {
        const string Word = "likelihood ";
        if (!factor.Effect.StartsWith(Word, StringComparison.Ordinal)) return "";
        string number = new([.. factor.Effect[Word.Length..].TakeWhile(c => char.IsAsciiDigit(c) || c is '+' or '-')]);
        return number.Length <= 2 ? number : "";
    }

    private static Styled Dated(RiskFactor factor, Look look) => factor.AsOf is not { } at ? new("-", Style.Faint)
        : factor.Stale ? new($"{Day(at, look)} ~", Style.Look) : new(Day(at, look));

    private static void Due(Page page, FindingPage f, Look look)
    {
        if (f.DueAt is not { } due)
        {
            if (f.DueCandidates.Count > 0) page.Add(new Styled("DUE never", Style.Bold), new Styled(SafeText.Fit($" {string.Join(";  ", f.DueCandidates.Select(c => $"{Short(c.By)} {c.Text}"))}", page.Width - 10), Style.Faint));
            return;
        }
        // The earliest counts; the others are named, so that nobody has to wonder why it is not theirs.
        string others = string.Join("  ", f.DueCandidates.Where(c => c.At is not null && c.By != f.DueBy).Select(c => $"{Short(c.By)} {Day(c.At!.Value, look)}"));
        string day = $"DUE {Day(due, look)}", by = $" by {Short(f.DueBy)}, {f.DueCandidates.FirstOrDefault(c => c.By == f.DueBy)?.Text}".TrimEnd(' ', ',');
        page.Add(new Styled(day, Style.Bold), new Styled(SafeText.Fit($"{by}{(others.Length > 0 ? $";  later  {others}" : "")}", page.Width - day.Length)));
    }

    private static string Short(DueBy by) => by switch { DueBy.Sla => "SLA", DueBy.KnownExploited => "KEV", DueBy.Bod2604 => "BOD 26-04", _ => "no rule" };

    private static void Fix(Page page, FindingPage f, Look look)
    {
        if (f.Dispute is { } dispute)
        {
            page.Add(new Styled("DISPUTED", Style.Look), new Styled(SafeText.Fit($" {DisputedFinding.Means}", page.Width - 8)));
            page.Wrap($" {dispute.Evidence}", Style.Plain, 3);
            page.Wrap($" {DisputedFinding.WayOut(update: f.Fixes.Count > 0)}", Style.Plain, 2);
        }
        if (f.Acceptance is { } accepted)
        {
            page.Add(new Styled("ACCEPTED", Style.Bold), new Styled($" by {accepted.By} on {Day(accepted.At, look)} until {Acceptances.Day(accepted.Until)}"));
            page.Wrap($" {accepted.Reason}", Style.Plain, 2);
            if (accepted.Control is { } control) page.Wrap($" protected by {control}", Style.Plain, 2);
        }
        if (f.Fixes.Count > 0)
        {
            foreach (var fix in f.Fixes.Take(4))
            {
                // Where it is disputed nobody knows that it fixes anything: it is what the scanner wants to see.
                page.Add(new Styled(f.Dispute is null ? "FIXED BY" : "SCANNER WANTS", Style.Bold), new Styled($" {fix.Package} {fix.To}"), new Styled($"   installed {fix.From}", Style.Faint));
                if (f.Dispute is null) page.Wrap($" {fix.Confidence.ToString().ToLowerInvariant()}: {fix.Evidence}", Style.Plain, 2);
            }
        }
        if (f.FixReason is { } reason)
        {
            if (f.Fixes.Count > 0) page.Wrap($" {reason}", Style.Look, 2);
            else page.Add(new Styled("UPDATE", Style.Bold), new Styled(SafeText.Fit($" none: {reason}", page.Width - 6), Style.Faint));
        }
        else if (f.Fixes.Count == 0) page.Add(f.FixedBy is { } by ? [new Styled("FIXED BY", Style.Bold), new Styled($" {by}")] : [new Styled("UPDATE", Style.Bold), new Styled(" none: no update known here", Style.Faint)]);
    }

    /// <summary>The rollout that has its update, else the host's next window, else why there is none.</summary>
    private static void When(Page page, FindingPage f, Look look)
    {
        if (f.NextChance is not { } chance) return;
        bool late = chance.OpensAt is not { } opens || f.DueAt < opens;
        page.Add(new Styled("WHEN", Style.Bold), new Styled(SafeText.Fit($" {chance.Text(look.Now, at => Ages.Offset(at, look))}{(chance.OpensAt is not null && late ? "; after it is due" : "")}", page.Width - 4), late ? Style.Look : Style.Plain));
    }

    /// <summary>The scanner's own advice and as much of its evidence as has room; v has all.</summary>
    private static void Texts(Page page, FindingPage f, int rows)
    {
        // Where an update is known, the scanner's "upgrade the package" says nothing new.
        if (f.Fixes.Count == 0 && PlainLines.First(FindingTexts.Written(f, f.Solution)) is { Length: > 0 } solution) page.Add(new Styled("FIX", Style.Bold), new Styled(SafeText.Fit($" {solution}", page.Width - 4)));
        IReadOnlyList<string> evidence = PlainLines.Of(f.Evidence, page.Width - 1);
        if (evidence.Count == 0)
        {
            page.Add(new Styled("EVIDENCE", Style.Bold), new Styled(" none was printed", Style.Faint));
            return;
        }
        page.Add(new Styled("EVIDENCE", Style.Bold), new Styled(evidence.Count == 1 ? "" : $" {evidence.Count:N0} lines", Style.Faint));
        int room = Math.Max(3, rows - page.Lines.Count - (evidence.Count > rows - page.Lines.Count ? 1 : 0));
        foreach (string line in evidence.Take(room)) page.Add($" {line}");
        if (evidence.Count > room) page.Add(new Styled($" .. {evidence.Count - room:N0} more; v shows all", Style.Faint));
    }

    /// <summary>"5 Oct", with the year where it is another.</summary>
    private static string Day(Instant at, Look look)
    {
        OffsetDateTime local = at.WithOffset(look.OffsetAt(at));
        return local.Year == look.Now.WithOffset(look.OffsetAt(look.Now)).Year ? local.ToString("d MMM", null) : local.ToString("d MMM uuuu", null);
    }

    private sealed class Page(int width)
    {
        public int Width => width;

        public List<IReadOnlyList<Styled>> Lines { get; } = [];

        public void Add(params IReadOnlyList<Styled> parts) => Lines.Add(parts);

        public void Wrap(string text, Style style, int most)
        {
            foreach (string line in PlainLines.Of(text, width, most)) Add(new Styled(line, style));
        }
    }
}
