using System.Collections.Immutable;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>
/// What windows, freezes and policies say of a rollout's hosts, read anew in each transaction that decides. Which windows and freezes a host
/// has is kept while nothing of it changed in the file, for a minute at most, because ages count in scopes. Not thread-safe.
/// </summary>
internal sealed class RolloutGates
{
    /// <summary>How long what scopes say of ages may be kept.</summary>
    private static readonly Duration KeptFor = Duration.FromMinutes(1);

    private readonly Dictionary<RolloutId, (object Key, Instant At, Rules Rules)> known = [];

    /// <param name="Windows">Of each host that is not ended.</param>
    /// <param name="Vetoes">Hosts on which policies tie now, and such on which none counts any more.</param>
    private sealed record Rules(ImmutableDictionary<HostId, HostWindows> Windows, ImmutableDictionary<HostId, Veto> Vetoes);

    /// <summary>The fleet's say with the gates, and with vetoes where policies tie.</summary>
    public FleetState Complete(ReadTransaction t, RolloutState s, FleetState f, Instant now)
    {
        if (s.IsEnded) return f;
        Rules rules = RulesOf(t, s, now);
        var gates = ImmutableDictionary.CreateBuilder<HostId, HostGate>();
        // Hosts of one policy share their windows, so most gates are one and the same.
        var shared = new Dictionary<(HostWindows, RebootSetting), HostGate>();
        foreach ((HostId id, HostWindows windows) in rules.Windows)
        {
            if (!s.Hosts.TryGetValue(id, out HostState? host) || host.IsEnded) continue;
            RebootSetting reboot = s.Plan.RebootOf(host.Plan);
            if (!shared.TryGetValue((windows, reboot), out HostGate? gate)) shared[(windows, reboot)] = gate = HostGates.Of(windows, HostForecast.Assumed, reboot, now);
            if (gate != HostGate.Free) gates[id] = gate;
        }
        return f with { Gates = gates.ToImmutable(), Vetoes = f.Vetoes.AddRange(rules.Vetoes.Where(v => !f.Vetoes.ContainsKey(v.Key))) };
    }

    private Rules RulesOf(ReadTransaction t, RolloutState s, Instant now)
    {
        object key = (t.FleetStamp(), t.StreamLength(FreezeStore.Stream), s.Hash.Hex);
        if (known.TryGetValue(s.Id, out var kept) && kept.Key.Equals(key) && now >= kept.At && now - kept.At < KeptFor) return kept.Rules;
        Rules rules = Read(t, s, now);
        known[s.Id] = (key, now, rules);
        return rules;
    }

    private static Rules Read(ReadTransaction t, RolloutState s, Instant now)
    {
        PolicyBook book = PolicyBooks.Read(t);
        List<Freeze> freezes = t.FreezesFrom(now);
        if (!book.Policies.Any() && s.Plan.Policies is null && freezes.Count == 0) return new(ImmutableDictionary<HostId, HostWindows>.Empty, ImmutableDictionary<HostId, Veto>.Empty);

        Dictionary<HostId, FleetHost> fleet = Fleet.Read(t, now).ToDictionary(h => h.Host.Id);
        var planned = (s.Plan.Policies ?? []).ToDictionary(p => p.Name, p => Calendars(p.Windows.Select(w => WindowBody.Read(w)!)));
        var windows = ImmutableDictionary.CreateBuilder<HostId, HostWindows>();
        var vetoes = ImmutableDictionary.CreateBuilder<HostId, Veto>();
        var shared = new Dictionary<(string?, string?, string), HostWindows>();
        foreach (PlanHost host in s.Plan.Hosts)
        {
            if (!fleet.TryGetValue(t.CurrentNumber(host.Id), out FleetHost? there)) continue;
            Policy? policy = there.Policy.Policy;
            if (there.Policy.Status == PolicyStatus.Conflict) vetoes[host.Id] = new Veto(Core.Errors.PolicyErrors.PolicyConflict.Name, "policies tie on it now, so none counts");
            else if (policy is null && host.Policy is not null) vetoes[host.Id] = new Veto(Core.Errors.RolloutErrors.Unmanaged.Name, $"no policy counts on it any more; it was planned under {Words.Plain(host.Policy)}");
            List<Freeze> binding = Freezes.Binding(freezes, Freezes.MembershipOf(there.SubjectAt(now), book.ScopeBook));
            var same = (host.Policy, policy?.Name, string.Join(',', binding.Select(f => f.Id)));
            if (!shared.TryGetValue(same, out HostWindows? of))
            {
                IReadOnlyList<WindowCalendar>? before = host.Policy is { } name && planned[name].Count > 0 ? planned[name] : null;
                shared[same] = of = new HostWindows(before, policy is null ? null : Current(book, policy), binding);
            }
            windows[host.Id] = of;
        }
        return new Rules(windows.ToImmutable(), vetoes.ToImmutable());
    }

    /// <summary>The windows that count now; null where the policy is open always. A policy that has none any more opens never.</summary>
    private static ImmutableArray<WindowCalendar>? Current(PolicyBook book, Policy policy)
    {
        EffectiveSettings settings = book.EffectiveOf(policy);
        return settings.Get(PolicySettings.Windows).Contains(PolicySettings.Always) ? null : book.WindowsOf(settings);
    }

    private static List<WindowCalendar> Calendars(IEnumerable<MaintenanceWindow> windows) => [.. windows.Select(w => WindowCalendar.Of(w, out _)!)];
}
