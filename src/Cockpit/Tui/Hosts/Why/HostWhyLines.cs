using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts.Why;

/// <summary>The page Why, line by line: what counts, who else wanted to, settings, holds, windows, what would change it, and the state that follows.</summary>
internal static class HostWhyLines
{
    private const int ResultColumn = 22, ValueColumn = 14, LeastFrom = 12, MostFrom = 24;

    public static IReadOnlyList<WhyLine> Of(HostWhy why, HostDetail host, IReadOnlyList<StateReason> reasons, int width, Look look) =>
    [
        .. why.Now is { } now ? 
            [
                .. Head(now, width, look), .. Candidates(now, width, look),
                // What somebody asks stands where it is seen; what is only offered comes last.
                .. why.WhatIf.IsNothing ? [] : Supposed(why, now, width, look),
                .. Settings(now, why.All, width), .. Holds(now, width, look), .. Windows(now, width),
                .. why.WhatIf.IsNothing ? Supposed(why, now, width, look) : [],
            ] : (WhyLine[])[new WhyLine(null, [new Placed(0, "reading ..", Style.Faint)])],
        .. State(host, reasons, why.Now, width, look),
    ];

    public static string Word(HostExplanation e) => e.Status switch
    {
        PolicyStatus.Managed => $"MANAGED by {e.Policy} v{e.PolicyVersion}, ring {e.Ring}",
        PolicyStatus.Conflict => "CONFLICT",
        _ => "UNMANAGED",
    };

    private static IEnumerable<WhyLine> Head(HostExplanation e, int width, Look look)
    {
        string word = Word(e);
        Style style = e.Status is PolicyStatus.Managed ? Style.Bold : Style.Look;
        if (e.Status is PolicyStatus.Managed)
        {
            string at = $"at {e.At.WithOffset(look.OffsetAt(e.At)).ToString("ddd dd MMM HH:mm", null)}{Core.Windows.ClockWords.Offset(look.OffsetAt(e.At))}";
            yield return new WhyLine(null, [new Placed(0, word, style), .. word.Length + at.Length + 3 <= width ? [new Placed(width - at.Length, at, Style.Faint)] : Array.Empty<Placed>()]);
            yield break;
        }
        int i = 0;
        foreach (string line in ShellView.Wrap(e.Rule, width - word.Length - 2))
            yield return new WhyLine(null, i++ == 0 ? [new Placed(0, word, style), new Placed(word.Length + 2, line)] : [new Placed(word.Length + 2, line)]);
    }

    private static IEnumerable<WhyLine> Candidates(HostExplanation e, int width, Look look)
    {
        if (e.Candidates.Count == 0) yield break;
        yield return new WhyLine(null, [new Placed(3, "policy", Style.Faint), new Placed(ResultColumn - 5, "prio", Style.Faint), new Placed(ResultColumn, "result", Style.Faint)]);
        foreach (ExplainedPolicy p in e.Candidates)
        {
            bool wins = p.LostBecause is null, ties = e.Status is PolicyStatus.Conflict && p.LostBecause?.StartsWith("ties", StringComparison.Ordinal) == true;
            Styled mark = look.Show(wins ? Mark.Good : ties ? Mark.Look('C') : p.Matched switch { MatchedBy.Unknown => Mark.Unknown, MatchedBy.Nothing => Mark.NotBegun, _ => Mark.EndedWithout });
            string by = p.Matched switch { MatchedBy.Assignment => " (assigned by name)", MatchedBy.Scope => $" (scope {p.Scope})", _ => "" };
            string result = wins ? $"WINS: {Lower(e.Rule)}{by}" : ties ? $"TIES{p.LostBecause![4..]}{by}" : p.Matched >= MatchedBy.Scope ? $"loses: {p.LostBecause}{by}" : p.Matched is MatchedBy.Nothing && p.Scope is { } asks ? $"no match: wants {asks}" : p.LostBecause!;
            string priority = $"{p.Priority}";
            yield return new WhyLine($"policy {p.Policy}",
            [
                new Placed(1, mark.Text, mark.Style), new Placed(3, SafeText.Fit(p.Policy, ResultColumn - 9), wins || ties ? Style.Bold : Style.Plain),
                new Placed(ResultColumn - 1 - priority.Length, priority), new Placed(ResultColumn, SafeText.Fit(Printable.Line(result, 300), width - ResultColumn), ties ? Style.Look : wins ? Style.Bold : Style.Plain),
            ], p.Policy);
        }
    }

    private static IEnumerable<WhyLine> Settings(HostExplanation e, bool all, int width)
    {
        if (e.Settings.Count == 0) yield break;
        IReadOnlyList<(string Name, string Value, string From)> rows = all ? [.. e.Settings.Select(s => (s.Name, s.Value, s.From))] : Short(e.Settings);
        int from = Math.Clamp(rows.Max(r => r.From.Length), LeastFrom, MostFrom);
        yield return new WhyLine(null, [new Placed(0, "SETTING", Style.Bold), new Placed(ValueColumn, all ? "value" : $"in short; Enter shows all {e.Settings.Count}", Style.Faint), new Placed(width - from, "from", Style.Faint)]);
        foreach ((string name, string value, string level) in rows)
        {
            int column = Math.Max(ValueColumn, all ? name.Length + 2 : 0), i = 0;
            IEnumerable<string> lines = ShellView.Wrap(Printable.Line(value, 1_000), Math.Max(10, width - from - column - 1));
            foreach (string line in all ? lines : [SafeText.Fit(value, width - from - column - 1)])
            {
                yield return new WhyLine(i == 0 ? $"setting {name} {level}" : null,
                    i++ == 0 ? [new Placed(1, name), new Placed(column, line), new Placed(width - from, SafeText.Fit(level, from), level == EffectiveSettings.Default ? Style.Faint : Style.Plain)] : [new Placed(column, line)], Toggles: true);
            }
        }
    }

    /// <summary>What people ask for first: what is installed, when, in which rings, whether it reboots, who approves; each with every level that says something of it.</summary>
    private static IReadOnlyList<(string Name, string Value, string From)> Short(IReadOnlyList<SettingLine> settings) =>
    [
        .. settings.Where(s => s.From != EffectiveSettings.Default || s.Name is "windows" or "reboot" or "updates.classes").GroupBy(s => s.Name.Split('.')[0]).Where(g => g.Key is "updates" or "windows" or "rings" or "reboot" or "approvals" or "sla")
            .Select(g => (g.Key, string.Join("; ", g.OrderBy(s => s.Name == "updates.classes" ? 0 : 1).Select(s => s.Name == g.Key || s.Name == "updates.classes" ? s.Value : $"{Spaced(s.Name[(g.Key.Length + 1)..])} {s.Value}")),
                string.Join(", ", g.Select(s => s.From).Where(f => f != EffectiveSettings.Default).Select(f => g.DistinctBy(s => s.From).Count() > 1 ? f[(f.IndexOf(' ', StringComparison.Ordinal) + 1)..] : f).Distinct().DefaultIfEmpty(EffectiveSettings.Default)))),
    ];

    private static IEnumerable<WhyLine> Holds(HostExplanation e, int width, Look look)
    {
        foreach (ExplainedHold h in e.Holds)
            yield return new WhyLine($"hold {h.Update} {h.Until}", [new Placed(1, "HELD", Style.Bold), new Placed(6, SafeText.Fit(Printable.Line($"{h.Update ?? "the whole host"} by {h.By} till {Kit.Ages.Moment(h.Until, look)}: {h.Reason}", 300), width - 6))]);
    }

    private static IEnumerable<WhyLine> Windows(HostExplanation e, int width)
    {
        if (e.NextWindows.Count == 0)
        {
            if (e.WindowNote is { } none) foreach (WhyLine line in WhyLine.Wrapped("windows", 1, none, width)) yield return line;
            yield break;
        }
        yield return WhyLine.Title("WINDOWS", e.WindowNote ?? "");
        string? last = null;
        for (int i = 0; i < e.NextWindows.Count;)
        {
            NextWindow n = e.NextWindows[i];
            List<NextWindow> alike = [.. e.NextWindows.Skip(i).TakeWhile(o => Alike(o, n) && !IsOpen(e, o) || ReferenceEquals(o, n))];
            if (IsOpen(e, n)) alike = [n];
            i += alike.Count;
            string says = string.Join("; ", new[] { n.Window == last ? "" : n.Window, IsOpen(e, n) ? "open now" : "", n.Clocks ?? "", n.Frozen ?? "" }.Where(s => s.Length > 0));
            string range = WindowTimes.Ranges(alike.ConvertAll(o => (o.StartsAt, o.EndsAt)), n.UtcOffset);
            yield return new WhyLine($"window {n.Window} {n.StartsAt}", [new Placed(1, range), new Placed(range.Length + 3, SafeText.Fit(says, width - range.Length - 3), n.Frozen is null && n.Clocks is null ? Style.Plain : Style.Look)]);
            last = n.Window;
        }
    }

    private static bool IsOpen(HostExplanation e, NextWindow n) => e.At >= n.StartsAt && e.At < n.EndsAt;

    /// <summary>Openings that differ in nothing but the day, and of which there is nothing to say.</summary>
    private static bool Alike(NextWindow a, NextWindow b) =>
        a.Window == b.Window && a.UtcOffset == b.UtcOffset && a.Frozen is null && b.Frozen is null && a.Clocks is null && b.Clocks is null && WindowTimes.SameClock(a.StartsAt, a.EndsAt, b.StartsAt, b.EndsAt, a.UtcOffset);

    private static IEnumerable<WhyLine> Supposed(HostWhy why, HostExplanation now, int width, Look look)
    {
        yield return new WhyLine(null, [new Placed(0, "WHAT IF", Style.Bold), new Placed(9, why.WhatIf.IsNothing ? "/ asks: +tag=legacy, -tag=ring, or an expression" : SafeText.Fit(why.WhatIf.Text, width - 9), why.WhatIf.IsNothing ? Style.Faint : Style.Bold)]);
        if (!why.WhatIf.IsNothing) foreach (WhyLine line in Answer(why, now, width, look)) yield return line;
        foreach (TagChange c in now.Nearly.Take(why.WhatIf.IsNothing ? 5 : 0))
        {
            Styled mark = look.Show(MarkOf(c.Status));
            yield return new WhyLine($"nearly {c.Change}", [new Placed(1, mark.Text, mark.Style), new Placed(3, SafeText.Fit($"{c.Change}: {(c.Policy is { } p ? $"{p} would count" : Lower(c.Rule))}", width - 3))]);
        }
    }

    private static IEnumerable<WhyLine> Answer(HostWhy why, HostExplanation now, int width, Look look)
    {
        if (why.Wrong is { } wrong) return WhyLine.Wrapped("wrong", 1, wrong, width, Style.Look);
        if (why.Supposed is { } then) return Then(now, then, width, look);
        if (why.Answer is { } answer) return Member(answer, width, look);
        return [new WhyLine(null, [new Placed(1, "reading ..", Style.Faint)])];
    }

    /// <summary>What would be, and only what of it differs.</summary>
    private static IEnumerable<WhyLine> Then(HostExplanation now, HostExplanation then, int width, Look look)
    {
        Styled mark = look.Show(MarkOf(then.Status));
        string says = then.Status is PolicyStatus.Managed ? $"{Word(then)}: {Lower(then.Rule)}" : $"{Word(then)}: {then.Rule}";
        int i = 0;
        foreach (string line in ShellView.Wrap(says, width - 3)) yield return i++ == 0 ? new WhyLine("then", [new Placed(1, mark.Text, mark.Style), new Placed(3, line, Style.Bold)], then.Policy) : new WhyLine(null, [new Placed(3, line)]);
        if (then.Status == now.Status && then.Policy == now.Policy && then.Ring == now.Ring)
        {
            yield return new WhyLine(null, [new Placed(3, "Nothing else would change.")]);
            yield break;
        }
        string was = WindowsOf(now), will = WindowsOf(then);
        if (was != will) yield return new WhyLine("then windows", [new Placed(3, SafeText.Fit($"windows {was} -> {will}", width - 3))]);
        foreach (SettingLine s in then.Settings.Where(s => s.Name != "windows" && now.Settings.FirstOrDefault(n => n.Name == s.Name) is { } n && n.Value != s.Value).Take(6))
            yield return new WhyLine($"then {s.Name}", [new Placed(3, SafeText.Fit($"{s.Name} {now.Settings.First(n => n.Name == s.Name).Value} -> {s.Value}", width - 3))]);
    }

    private static string WindowsOf(HostExplanation e) => e.Settings.FirstOrDefault(s => s.Name == "windows")?.Value ?? "none";

    private static IEnumerable<WhyLine> Member(ScopeAnswer answer, int width, Look look)
    {
        (Mark sign, string says) = answer.Verdict switch
        {
            Truth.Yes => (Mark.Good, "MEMBER: the expression holds for this host."),
            Truth.No => (Mark.EndedWithout, "NO MEMBER: the expression does not hold for this host."),
            _ => (Mark.Unknown, $"NO MEMBER: it cannot tell, for {string.Join(", ", answer.Unset)} {(answer.Unset.Count == 1 ? "is" : "are")} not set."),
        };
        Styled mark = look.Show(sign);
        yield return new WhyLine("member", [new Placed(1, mark.Text, mark.Style), new Placed(3, SafeText.Fit(says, width - 3), Style.Bold)]);
        if (answer.Terms.Count > 1) foreach (WhyLine line in Terms("member", answer.Terms, 3, width, look)) yield return line;
    }

    /// <summary>Each part of an expression with its answer.</summary>
    public static IEnumerable<WhyLine> Terms(string key, IReadOnlyList<ScopeTerm> terms, int column, int width, Look look)
    {
        for (int i = 0; i < terms.Count; i++)
        {
            ScopeTerm t = terms[i];
            Styled mark = look.Show(t.Verdict switch { Truth.Yes => Mark.Good, Truth.No => Mark.EndedWithout, _ => Mark.Unknown });
            string answer = t.Verdict switch { Truth.Yes => "true", Truth.No => "false", _ => $"unknown: {string.Join(", ", t.Unset)} not set" };
            int room = Math.Max(8, width - column - 3 - answer.Length - 1);
            yield return new WhyLine($"{key} term {i}", [new Placed(column, mark.Text, mark.Style), new Placed(column + 2, SafeText.Fit(Printable.Line($"{(t.Joint.Length > 0 ? t.Joint + " " : "")}{t.Text}", 300), room)), new Placed(width - answer.Length, answer, t.Verdict is Truth.Yes ? Style.Plain : Style.Bold)]);
        }
    }

    private static IEnumerable<WhyLine> State(HostDetail host, IReadOnlyList<StateReason> reasons, HostExplanation? now, int width, Look look)
    {
        yield return WhyLine.Blank;
        yield return WhyLine.Title("STATE", $"the first that fits, as of {Kit.Ages.Moment(look.Now, look)}");
        foreach (StateReason reason in reasons)
        {
            Styled mark = !reason.Reached ? look.Show(Mark.NotBegun) : reason.Fits ? look.Show(HostMarks.Of(host)) : look.Show(Mark.EndedWithout);
            Style style = reason.Fits ? Style.Bold : reason.Reached ? Style.Plain : Style.Faint;
            yield return new WhyLine($"state {reason.State}", [new Placed(1, mark.Text, mark.Style), new Placed(3, HostFleetStates.Word(reason.State), style), new Placed(21, SafeText.Fit(reason.Says, width - 21), style)]);
        }
        if (now?.Status is PolicyStatus.Managed) yield break;
        yield return new WhyLine("ring", [new Placed(1, host.Tags.GetValueOrDefault("ring") is { Length: > 0 } ring ? $"RING {ring} by its tag: a plan puts it there." : "RING last: it has no tag \"ring\".")]);
    }

    private static Mark MarkOf(PolicyStatus status) => status switch { PolicyStatus.Managed => Mark.Good, PolicyStatus.Conflict => Mark.Look('C'), _ => Mark.EndedWithout };

    /// <summary>A sentence as a part of another one. Names keep their letters: a sentence begins with one of Cockpit's own words or with a policy's name in lower case.</summary>
    private static string Lower(string sentence)
    {
        string text = sentence.TrimEnd('.');
        return text.StartsWith("The ", StringComparison.Ordinal) ? text[4..] : text.StartsWith("None ", StringComparison.Ordinal) || text.StartsWith("Assigned ", StringComparison.Ordinal) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    /// <summary>"minimumAge" as "minimum age".</summary>
    private static string Spaced(string name) => string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
