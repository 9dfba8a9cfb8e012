using Cockpit.Core.Automation;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Automation;

/// <summary>What became of an opening.</summary>
/// <param name="Rollout">Its draft, or null where there is none.</param>
/// <param name="Outcome">"ran", "missed" or "nothing" (there was nothing to do); null while it is open.</param>
public sealed record AutoPlanRow(Occasion Occasion, RolloutId? Rollout, string? Outcome, string? Reason);

/// <summary>The openings that were planned for, or missed. Each is written once; its outcome once more.</summary>
public static class AutoPlanStore
{
    public const string Ran = "ran", Missed = "missed", Nothing = "nothing";

    private const string Columns = "policy, window, starts_at_us, ends_at_us, rollout_id, outcome, reason";

    public static AutoPlanRow? AutoPlan(this ReadTransaction t, Occasion o)
    {
        AutoPlanRow? found = null;
        t.Connection.ReadOne($"SELECT {Columns} FROM auto_plan WHERE policy = $policy AND window = $window AND starts_at_us = $starts", r => found = Make(r),
            ("$policy", o.Policy), ("$window", o.Window), ("$starts", JournalHash.Microseconds(o.StartsAt)));
        return found;
    }

    /// <summary>Those that have no outcome yet, by begin.</summary>
    public static List<AutoPlanRow> OpenAutoPlans(this ReadTransaction t) =>
        t.Connection.ReadAll($"SELECT {Columns} FROM auto_plan WHERE outcome IS NULL ORDER BY starts_at_us, policy", Make);

    /// <summary>Those that were missed since a moment, the latest first.</summary>
    public static List<AutoPlanRow> MissedAutoPlans(this ReadTransaction t, Instant since) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM auto_plan WHERE outcome = '{Missed}' AND ends_at_us >= $since ORDER BY starts_at_us DESC, policy", Make, ("$since", JournalHash.Microseconds(since)));

    /// <summary>Keeps an opening's draft. The key is the opening itself; whoever adds one has looked in the same transaction that there is none.</summary>
    public static void AddAutoPlan(this WriteTransaction t, Occasion o, RolloutId rollout, Instant now) => t.Connection.Execute(
        "INSERT INTO auto_plan (policy, window, starts_at_us, ends_at_us, rollout_id, planned_at_us) VALUES ($policy, $window, $starts, $ends, $rollout, $now) " +
        "ON CONFLICT DO UPDATE SET rollout_id = excluded.rollout_id, planned_at_us = excluded.planned_at_us, reason = NULL WHERE rollout_id IS NULL AND outcome IS NULL",
        ("$policy", o.Policy), ("$window", o.Window), ("$starts", JournalHash.Microseconds(o.StartsAt)), ("$ends", JournalHash.Microseconds(o.EndsAt)), ("$rollout", rollout.Value), ("$now", JournalHash.Microseconds(now)));

    /// <summary>Notes that there was nothing to plan so far; the opening is looked at again.</summary>
    public static void NoteNothing(this WriteTransaction t, Occasion o, string reason) => t.Connection.Execute(
        "INSERT INTO auto_plan (policy, window, starts_at_us, ends_at_us, reason) VALUES ($policy, $window, $starts, $ends, $reason) ON CONFLICT DO UPDATE SET reason = excluded.reason WHERE rollout_id IS NULL",
        ("$policy", o.Policy), ("$window", o.Window), ("$starts", JournalHash.Microseconds(o.StartsAt)), ("$ends", JournalHash.Microseconds(o.EndsAt)), ("$reason", reason));

    /// <summary>Writes what became of an opening, and a row of the journal.</summary>
    public static void CloseAutoPlan(this WriteTransaction t, Occasion o, string outcome, string reason, Actor by, Instant now)
    {
        t.Connection.Execute(
            "INSERT INTO auto_plan (policy, window, starts_at_us, ends_at_us, outcome, reason) VALUES ($policy, $window, $starts, $ends, $outcome, $reason) " +
            "ON CONFLICT DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason",
            ("$policy", o.Policy), ("$window", o.Window), ("$starts", JournalHash.Microseconds(o.StartsAt)), ("$ends", JournalHash.Microseconds(o.EndsAt)), ("$outcome", outcome), ("$reason", reason));
        t.Append("automation", $"window.{outcome}", AuditPayload.Write(by, json =>
        {
            json.WriteString("policy", o.Policy);
            json.WriteString("window", o.Window);
            json.WriteString("startsAt", o.StartsAt.ToString());
            json.WriteString("reason", reason);
        }), by, now);
    }

    private static AutoPlanRow Make(SqliteDataReader r) => new(
        new Occasion(r.GetString(0), r.GetString(1), JournalHash.FromMicroseconds(r.GetInt64(2)), JournalHash.FromMicroseconds(r.GetInt64(3))),
        r.NumberOrNull(4) is { } id ? new RolloutId(id) : null, r.TextOrNull(5), r.TextOrNull(6));
}
