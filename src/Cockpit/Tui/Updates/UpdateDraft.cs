using Cockpit.Core.Approvals;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Operations;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Humanizer;
using NodaTime;

namespace Cockpit.Tui.Updates;

/// <summary>What a person is about to say of an update, as far as it was asked.</summary>
/// <param name="Ticket">Null until it was given.</param>
/// <param name="Reason">Null until it was asked for, empty where there is none.</param>
/// <param name="Until">Of a deferral, as typed: a date ends in the file's zone. Null until it was given.</param>
public sealed record UpdateDraft(UpdateLine Line, Operation Operation, string? Ticket = null, string? Reason = null, string? Until = null)
{
    /// <summary>Why the last answer was not taken; null where it was.</summary>
    public string? Trouble { get; init; }
}

/// <summary>Asks before an update is decided: until when, the ticket, why, and then its name. Esc at any of the questions leaves all as it is.</summary>
internal static class UpdateQuestions
{
    /// <summary>The check that a typed word begins, and the note behind it.</summary>
    public static CheckTick? TickOf(string typed)
    {
        string[] parts = typed.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) return null;
        CheckKind[] fits = [.. Enum.GetValues<CheckKind>().Where(k => k.ToString().StartsWith(parts[0].TrimEnd(':', '='), StringComparison.OrdinalIgnoreCase))];
        return fits.Length == 1 ? new CheckTick(fits[0], parts[1].Trim()) : null;
    }

    public static Question Ask(UpdateDraft d)
    {
        if (d.Operation == UpdateOperations.Check) return Make(d, null, "Type the check and what was looked at: stability 8 days in dev");
        if (d.Operation == UpdateOperations.Lift) return Make(d, null, "Type why.");
        if (d.Operation == UpdateOperations.Defer && d.Until is null) return Make(d, null, "Until when? 2026-12-31.");
        if (d.Ticket is null) return Make(d, null, "Type the change ticket.");
        if (d.Reason is null) return Make(d, null, "Type why; Enter for no reason.") with { Default = "" };
        return Make(d, d.Line.Update, $"Type {d.Line.Update} and Enter to {d.Operation.Title}.");
    }

    /// <summary>The next question, or the act itself; what was typed and cannot be is said.</summary>
    public static ScreenEffect Next(UpdateDraft d, string typed, Instant now)
    {
        d = d with { Trouble = null };
        if (d.Operation == UpdateOperations.Check) return TickOf(typed) is { } tick ? UpdateWork.Tick(d.Line, tick) : Again("Begin with security, stability, compatibility or performance, then say what was looked at.");
        if (d.Operation == UpdateOperations.Lift) return UpdateWork.Decide(d with { Reason = typed });
        if (d.Operation == UpdateOperations.Defer && d.Until is null)
        {
            if (UntilDate.TryParse(typed.Trim()) is not { } until) return Again($"\"{SafeText.Fit(typed, 30)}\" is no day.");
            return DecisionLimits.UntilProblem(until, now) is { } late ? Again(late) : new Ask(Ask(d with { Until = typed.Trim() }));
        }
        if (d.Ticket is null) return DecisionLimits.TextProblem("A ticket", typed, DecisionLimits.MostTicket) is { } problem ? Again(problem) : new Ask(Ask(d with { Ticket = typed.Trim() }));
        if (d.Reason is null) return new Ask(Ask(d with { Reason = typed.Trim() }));
        return UpdateWork.Decide(d);

        Ask Again(string trouble) => new(Ask(d with { Trouble = trouble }));
    }

    private static Question Make(UpdateDraft d, string? word, string prompt) => new(d.Operation, Lines(d), word, prompt, Command(d), d);

    private static List<string> Lines(UpdateDraft d)
    {
        UpdateLine u = d.Line;
        bool every = d.Operation == UpdateOperations.Reject || d.Operation == UpdateOperations.Defer || d.Operation == UpdateOperations.Lift;
        List<string> lines = [$"{d.Operation.Title.ToUpperInvariant()} {u.Update} {(every ? "in every version" : u.Version)}: pending on {"host".ToQuantity(u.PendingHosts, "N0")}, {u.Points:N0} points, {u.Kev:N0} KEV"];
        if (d.Until is { } until) lines.Add($" until   {until}");
        if (d.Ticket is { } ticket) lines.Add($" ticket  {ticket}");
        if (d.Reason is { Length: > 0 } reason) lines.Add($" because {reason}");
        lines.Add(d.Operation == UpdateOperations.Approve ? " later versions stay undecided; no server is touched"
            : d.Operation == UpdateOperations.Reject ? " plans leave it out; a host that was planned with it stops before it starts"
            : d.Operation == UpdateOperations.Defer ? " plans leave it out until then; then it is undecided"
            : d.Operation == UpdateOperations.Lift ? $" {u.Decision?.Text}; then it is undecided"
            : " your name and the time stand beside the note");
        if (d.Trouble is { } trouble) lines.Add($" {trouble}");
        return lines;
    }

    private static string Command(UpdateDraft d)
    {
        if (d.Operation == UpdateOperations.Check) return $"cockpit update check {d.Line.Update}={d.Line.Version} CHECK=NOTE";
        if (d.Operation == UpdateOperations.Lift) return $"cockpit update lift {d.Line.Update} --reason R";
        if (d.Operation == UpdateOperations.Approve) return $"cockpit update approve {d.Line.Update}={d.Line.Version} --ticket {d.Ticket ?? "T"}";
        return $"cockpit {d.Operation.Verb} {d.Line.Update}{(d.Operation == UpdateOperations.Defer ? $" --until {d.Until ?? "DATE"}" : "")} --ticket {d.Ticket ?? "T"} --reason R";
    }
}
