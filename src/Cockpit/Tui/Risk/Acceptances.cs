using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Humanizer;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>
/// Asks before risks are accepted: until when, why, what protects the hosts meanwhile, and then the word. Ending an acceptance wants the
/// reason alone. Esc at any of the questions leaves all as it is.
/// </summary>
internal static class Acceptances
{
    /// <summary>Findings that a question names; of more it says how many.</summary>
    private const int Named = 4;

    /// <param name="accepted">They are, so that the key ends it.</param>
    public static Offer OfferFor(bool accepted, long count, string? off = null)
    {
        string of = count == 1 ? "" : $" {count:N0}";
        return accepted ? Offer.For(FindingOperations.Reopen, $"end acceptance{(of.Length > 0 ? $" of{of}" : "")}", off) : Offer.For(FindingOperations.Accept, $"accept{of}", off);
    }

    public static Question First(AcceptanceDraft draft) => draft.Ending
        ? Ask(draft, "Type why it is not borne any more.")
        : Ask(draft, "Until when? 2026-12-31, or 30d.");

    /// <summary>The next question, or the act itself; what was typed and cannot be is said.</summary>
    public static IReadOnlyList<ScreenEffect> Next(AcceptanceDraft draft, string typed, Instant now)
    {
        if (draft.Ending) return [AcceptanceWork.Keep(draft with { Reason = typed })];
        if (draft.Until is null)
        {
            if (UntilOf(typed, now) is not { } until) return Again($"\"{SafeText.Fit(typed, 30)}\" is no day.");
            // Asked of the rules right here, so that nobody types a reason for a day that cannot be.
            if (AcceptanceRules.Standard.Problem(until, "-", null, now) is { } problem) return Again(problem);
            AcceptanceDraft dated = draft with { Until = until, Trouble = null };
            return [new Ask(Ask(dated, "Type why the risk can be borne."))];
        }
        if (draft.Reason is null) return [new Ask(Ask(draft with { Reason = typed }, "What protects meanwhile? Enter for nothing.") with { Default = "" })];
        if (draft.Control is null)
        {
            string word = draft.Findings.Count == 1 ? draft.Findings[0].Id : $"{draft.Findings.Count}";
            return [new Ask(Ask(draft with { Control = typed }, $"Type {word} and Enter to accept.") with { Word = word })];
        }
        return [AcceptanceWork.Keep(draft)];

        IReadOnlyList<ScreenEffect> Again(string trouble) => [new Ask(First(draft with { Trouble = trouble }))];
    }

    /// <summary>"31 Dec 2026" is the last day that it holds on, where it ends with a day of UTC.</summary>
    public static string Day(Instant until) => until.InUtc() is { TimeOfDay: var time } at && time == LocalTime.Midnight
        ? $"the end of {at.Date.PlusDays(-1):uuuu-MM-dd}" : $"{at:uuuu-MM-dd HH:mm}Z";

    /// <summary>A day, a moment, or days from today.</summary>
    private static Instant? UntilOf(string typed, Instant now)
    {
        typed = typed.Trim();
        if (typed.Length is > 1 and < 6 && typed[^1] == 'd' && int.TryParse(typed.AsSpan(0, typed.Length - 1), System.Globalization.NumberStyles.None, null, out int days)) return UntilDate.TryParse(now.InUtc().Date.PlusDays(days).ToString("uuuu-MM-dd", null));
        return UntilDate.TryParse(typed);
    }

    private static Question Ask(AcceptanceDraft draft, string prompt) => new(
        draft.Ending ? FindingOperations.Reopen : FindingOperations.Accept, Lines(draft), null, prompt, Command(draft), draft);

    private static List<string> Lines(AcceptanceDraft draft)
    {
        IReadOnlyList<FindingLine> all = draft.Findings;
        string what = all.Count == 1 ? $"{all[0].Id} on {all[0].Host}" : $"{"finding".ToQuantity(all.Count, "N0")} on {"host".ToQuantity(all.Select(f => f.Host).Distinct().Count(), "N0")}";
        int known = all.Count(f => f.KnownExploited);
        string points = $"{all.Sum(f => f.Risk.Score):N0} points {(draft.Ending ? "more" : "less")}{(known > 0 ? $", {known:N0} known to be exploited" : "")}";
        List<string> lines = [$"{(draft.Ending ? "END THE ACCEPTANCE of" : "ACCEPT the risk of")} {what}: {points}"];
        lines.AddRange(all.Take(Named).Select(f => $" {RiskColors.Short(f.Risk.Level),-2} {(all.Count == 1 ? f.Name : $"{f.Id} {f.Host}: {f.Name}")}"));
        if (all.Count > Named) lines.Add($"    and {all.Count - Named:N0} more");
        if (draft.Ending && all is [{ Acceptance: { } held }]) lines.Add($" {held.By} accepted it until {Day(held.Until)}: {held.Reason}");
        if (draft.Until is { } until) lines.Add($" until   {Day(until)}");
        if (draft.Reason is { } reason) lines.Add($" because {reason}");
        if (draft.Control is { } control) lines.Add($" control {(control.Length > 0 ? control : "none")}");
        lines.Add(draft.Ending ? " it counts again at once, and its due date holds again" : " it counts nowhere until then, unless it gets worse; no server is touched");
        if (draft.Trouble is { } trouble) lines.Add($" {trouble}");
        return lines;
    }

    private static string Command(AcceptanceDraft draft)
    {
        string ids = draft.Findings.Count <= Named ? string.Join(' ', draft.Findings.Select(f => f.Id)) : $"{draft.Findings[0].Id} ..";
        return draft.Ending ? $"cockpit findings reopen {ids} --reason R"
            : $"cockpit findings accept {ids} --until {(draft.Until is { } until ? until.InUtc().TimeOfDay == LocalTime.Midnight ? $"{until.InUtc().Date.PlusDays(-1):uuuu-MM-dd}" : $"{until}" : "DATE")} --reason R";
    }
}
