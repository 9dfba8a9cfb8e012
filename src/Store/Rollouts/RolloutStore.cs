using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Journal;
using Cockpit.Store.Reviews;
using Cockpit.Store.Credentials;
using NodaTime;

namespace Cockpit.Store.Rollouts;

/// <summary>A rollout as lists show it.</summary>
/// <param name="Live">A worker has something to do for it, now or later.</param>
public sealed record RolloutRow(RolloutId Id, string Name, PlanHash Hash, RolloutPhase Phase, bool Live, Instant MadeAt, Instant ChangedAt);

/// <summary>Rollouts in the file: their plans' bytes, their events, and what lists and other rollouts need to know without replaying.</summary>
public static class RolloutStore
{
    /// <summary>Every rollout, newest first.</summary>
    public static List<RolloutRow> Rollouts(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT id, name, plan_hash, phase, live, made_at_us, changed_at_us FROM rollout ORDER BY id DESC",
        r => new RolloutRow(new RolloutId(r.GetInt64(0)), r.GetString(1), PlanHash.Parse(r.GetString(2)), Enum.Parse<RolloutPhase>(r.GetString(3)), r.GetBoolean(4),
            JournalHash.FromMicroseconds(r.GetInt64(5)), JournalHash.FromMicroseconds(r.GetInt64(6))));

    /// <summary>The rollouts that a worker looks at.</summary>
    public static List<RolloutId> LiveRollouts(this ReadTransaction t) =>
        t.Connection.ReadAll("SELECT id FROM rollout WHERE live = 1 ORDER BY id", r => new RolloutId(r.GetInt64(0)));

    /// <summary>A rollout's state, made of its events; null when there is none with this id.</summary>
    /// <param name="from">An earlier state of it; then only the events since are read.</param>
    /// <exception cref="CockpitException">PLAN_TAMPERED, FILE_DAMAGED.</exception>
    public static RolloutState? Rollout(this ReadTransaction t, RolloutId id, RolloutState? from = null) => RolloutReplay.Play(
        id, t.File.Id, t.Stream(id.ToString(), from?.StreamSeq ?? 0), from, hash => PlanFormat.Read(t.PlanBytes(hash), hash));

    /// <summary>A plan's bytes as they were hashed.</summary>
    public static byte[] PlanBytes(this ReadTransaction t, PlanHash hash) =>
        t.Connection.Scalar<byte[]>("SELECT body FROM plan WHERE hash = $hash", ("$hash", hash.Hex))
        ?? throw new CockpitException(RolloutErrors.PlanTampered.Because($"The plan {hash.ForPeople} is gone from the file."));

    /// <summary>What Decide must know beyond the one rollout.</summary>
    public static FleetState Fleet(this ReadTransaction t, RolloutId except)
    {
        bool haltAll = false, shared = false;
        t.Connection.ReadOne("SELECT halt_all, shared FROM file", r => (haltAll, shared) = (r.GetBoolean(0), r.GetBoolean(1)));
        var active = t.Connection.ReadAll("SELECT host_id, rollout_id FROM rollout_host WHERE open = 1 AND rollout_id <> $id", r => KeyValuePair.Create(new HostId(r.GetInt64(0)), new RolloutId(r.GetInt64(1))), ("$id", except.Value));
        var removed = t.Connection.ReadAll(
            "SELECT h.id, h.name FROM rollout_host rh JOIN host h ON h.id = rh.host_id WHERE rh.rollout_id = $id AND h.removed_at_us IS NOT NULL",
            r => KeyValuePair.Create(new HostId(r.GetInt64(0)), new Veto(HostErrors.HostUnknown.Name, $"{r.GetString(1)} was removed from the inventory.")), ("$id", except.Value));
        return FleetState.Quiet with
        {
            HaltAll = haltAll,
            Shared = shared,
            HostsInActiveRollouts = ImmutableDictionary.CreateRange(active.DistinctBy(a => a.Key)),
            Vetoes = ImmutableDictionary.CreateRange(removed),
            Attended = t.Credentials().Where(c => c.WhyAttended is not null).ToImmutableDictionary(c => c.Name, c => new Attended(c.WhyAttended!, c.Mfa), StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>Hosts that a live rollout still has to do or has under way, with that rollout.</summary>
    public static ImmutableDictionary<HostId, RolloutId> HostsInActiveRollouts(this ReadTransaction t) => t.Fleet(default).HostsInActiveRollouts;

    /// <summary>Freezes a plan: keeps its bytes, gives the rollout its id and writes its first event.</summary>
    public static RolloutState AddRollout(this WriteTransaction t, byte[] planBytes, string name, IReadOnlyList<ExcludedHost> excluded, string? madeFrom, Actor by, Instant now)
    {
        var hash = PlanHash.Of(planBytes);
        long us = JournalHash.Microseconds(now);
        t.Connection.Execute("INSERT OR IGNORE INTO plan (hash, body, made_at_us) VALUES ($hash, $body, $now)", ("$hash", hash.Hex), ("$body", planBytes), ("$now", us));
        t.Connection.Execute(
            "INSERT INTO rollout (name, plan_hash, phase, live, made_at_us, changed_at_us) VALUES ($name, $hash, $phase, 0, $now, $now)",
            ("$name", name), ("$hash", hash.Hex), ("$phase", nameof(RolloutPhase.Draft)), ("$now", us));
        var id = new RolloutId(t.Connection.LastInsertRowId());
        var (type, payload) = RolloutEventJson.Write(by, new RolloutPlanned(name, hash.Hex, excluded, madeFrom));
        t.Append(id.ToString(), type, payload, by, now);
        RolloutState state = t.Rollout(id)!;
        foreach (HostId host in state.Hosts.Keys)
            t.Connection.Execute("INSERT INTO rollout_host (rollout_id, host_id, open) VALUES ($id, $host, 0)", ("$id", id.Value), ("$host", host.Value));
        return state;
    }

    /// <summary>Appends what was decided and brings the rows for lists up to date, in the caller's transaction.</summary>
    public static RolloutState Record(this WriteTransaction t, RolloutState state, ImmutableArray<RolloutEvent> events, Actor by, Instant now)
    {
        RolloutState before = state;
        foreach (RolloutEvent e in events)
        {
            var (type, payload) = RolloutEventJson.Write(by, e);
            JournalRow row = t.Append(state.Stream, type, payload, by, now);
            state = Evolution.Evolve(state, e, row.At, by);
            // Whoever passes over the rules owes somebody a look; both are written together.
            if (e is RolloutGlassBroken broken) t.OweReview($"{state.Id}-break-glass", "break-glass", state.Id.ToString(), broken.Reason, broken.SecondOwedUntil ?? row.At + RolloutLimits.BreakGlassReviewWithin, by, row.At);
        }
        if (events.IsEmpty) return state;

        t.Connection.Execute("UPDATE rollout SET phase = $phase, live = $live, changed_at_us = $now WHERE id = $id",
            ("$phase", state.Phase.ToString()), ("$live", state.IsLive), ("$now", JournalHash.Microseconds(now)), ("$id", state.Id.Value));
        var open = state.OpenHosts.ToHashSet();
        var wasOpen = before.OpenHosts.ToHashSet();
        foreach (HostId host in open.Except(wasOpen).Concat(wasOpen.Except(open)).ToList())
            t.Connection.Execute("UPDATE rollout_host SET open = $open WHERE rollout_id = $id AND host_id = $host", ("$open", open.Contains(host)), ("$id", state.Id.Value), ("$host", host.Value));
        // A host that ended has other updates pending than its last scan found.
        foreach (HostId host in wasOpen.Except(open)) AlignmentDue.MarkHost(t, host);
        return state;
    }

    /// <summary>Sets or clears the latch that holds every rollout of the file.</summary>
    public static void SetHaltAll(this WriteTransaction t, bool on, string reason, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE file SET halt_all = $on", ("$on", on));
        t.Append("fleet", on ? "haltAll.set" : "haltAll.cleared", AuditPayload.Write(by, json => json.WriteString("reason", reason)), by, now);
    }

    /// <summary>True while nothing new may start in any rollout.</summary>
    public static bool HaltAll(this ReadTransaction t) => t.Connection.Scalar<long>("SELECT halt_all FROM file") != 0;
}
