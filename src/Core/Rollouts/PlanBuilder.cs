using System.Collections.Immutable;
using System.Globalization;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// Makes a plan from what is known: first which hosts and updates, then, with each host's simulated install, the frozen plan.
/// A host that cannot be planned is left out with its reason, never silently. Pure; safe from any thread.
/// </summary>
public static class PlanBuilder
{
    /// <summary>The tag whose value is a host's ring.</summary>
    public const string RingTag = "ring";

    /// <summary>The ring that comes before all others.</summary>
    public const string CanaryRing = "canary";

    /// <summary>The ring of hosts that name none; it comes last of the named ones.</summary>
    public const string RestRing = "rest";

    /// <summary>The ring of the machine that the worker itself runs on; nothing comes after it and nothing beside it.</summary>
    public const string OwnRing = "this-machine";

    /// <summary>The one family that the executor has a package manager for; apt is never run on another.</summary>
    private const string PatchedFamily = OsFamilies.Debian;

    internal const string AlwaysWindow = "always";

    /// <summary>Hosts that the refusal of an empty plan names; more would hide them all.</summary>
    private const int ReasonsShown = 5;

    /// <param name="members">The hosts that the scope chose.</param>
    /// <param name="all">Every host of the file, to see one machine under two names.</param>
    /// <param name="inOtherRollouts">Which live rollout has which host.</param>
    /// <returns>The hosts to simulate; it may be none, and then <see cref="Build"/> says that there is no plan.</returns>
    /// <exception cref="CockpitException">NO_WINDOW, PLAN_MIXED, PLAN_LIMITS.</exception>
    public static PlanSelection Select(
        PlanRequest request, IReadOnlyList<PlanCandidate> members, IReadOnlyList<PlanCandidate> all,
        IReadOnlyDictionary<HostId, RolloutId> inOtherRollouts, Instant now)
    {
        if (request.Window is null) throw new CockpitException(RolloutErrors.NoWindow.Because("No window was named."));
        if (request.Window != AlwaysWindow) throw new CockpitException(RolloutErrors.NoWindow.Because($"There is no window \"{Words.Plain(request.Window)}\"."));
        if (members.Count > RolloutLimits.MaxHosts)
            throw new CockpitException(RolloutErrors.PlanLimits.Because($"The scope chooses {members.Count:N0} hosts.", $"A plan holds at most {RolloutLimits.MaxHosts:N0}; narrow the scope."));
        if (members.Select(m => m.Host.Transport is Transport.Simulated).Distinct().Count() > 1)
            throw new CockpitException(RolloutErrors.PlanMixed.Because("The scope chooses simulated hosts and real ones."));

        Dictionary<HostId, string> twins = TwinsOf(all);
        var chosen = ImmutableArray.CreateBuilder<SelectedHost>();
        var excluded = ImmutableArray.CreateBuilder<ExcludedHost>();
        foreach (PlanCandidate m in members.OrderBy(m => m.Host.Name, StringComparer.Ordinal))
        {
            if (WhyNot(m, twins, inOtherRollouts, now) is { } fault)
            {
                excluded.Add(Excluded(m.Host, fault));
                continue;
            }
            List<PendingUpdate> wanted = [.. m.Inventory!.Updates.Where(u => (!request.SecurityOnly || u.Class is UpdateClass.Security) && m.Only?.Contains((u.Name, u.Architecture)) != false)];
            foreach (PendingUpdate held in wanted.Where(u => u.Held))
                excluded.Add(Excluded(m.Host, RolloutErrors.UpdateHeld.Because($"{held.Name} {held.To} is on hold there.")));
            foreach (PendingUpdate barred in wanted.Where(u => !u.Held && m.Barred.ContainsKey(u.Name))) excluded.Add(Excluded(m.Host, m.Barred[barred.Name]));
            PlanUpdate[] updates =
            [
                .. wanted.Where(u => !u.Held && !m.Barred.ContainsKey(u.Name)).OrderBy(u => u.Name, StringComparer.Ordinal).ThenBy(u => u.Architecture, StringComparer.Ordinal)
                    .Select(u => new PlanUpdate(u.Name, u.Architecture, u.From, u.To, u.Class, u.SecurityVersion, u.Source)),
            ];
            if (updates.Length == 0) excluded.Add(Excluded(m.Host, RolloutErrors.NothingToDo.Because(request.SecurityOnly ? "No security update is pending." : "No update is pending.")));
            else if (!request.AllowForeignUpdaters && ForeignUpdaters.DueNear(m.Inventory.Facts, now) is { } other)
                excluded.Add(Excluded(m.Host, RolloutErrors.ForeignUpdater.Because($"{Words.Plain(other.Name)} updates it at {Words.At(other.NextAt!.Value)}, within {ForeignUpdaters.Near.TotalHours:0} h of its slot.")));
            else chosen.Add(new SelectedHost(m.Host, m.Inventory.MachineId!, updates) { Barred = m.Barred });
        }
        return new PlanSelection(chosen.ToImmutable(), excluded.ToImmutable());
    }

    /// <param name="simulated">Each selected host's simulated install.</param>
    /// <exception cref="CockpitException">PLAN_EMPTY, PLAN_LIMITS.</exception>
    public static PlanMade Build(PlanRequest request, PlanSelection selection, IReadOnlyDictionary<HostId, SimulatedInstall> simulated)
    {
        var excluded = selection.Excluded.ToBuilder();
        var planned = new List<(Host Host, PlanHost Plan)>();
        foreach (SelectedHost s in selection.Hosts)
        {
            SimulatedInstall install = simulated[s.Host.Id];
            if (WhyNot(s, install) is { } fault) excluded.Add(Excluded(s.Host, fault));
            else planned.Add((s.Host, Frozen(s, install.Transaction!)));
        }
        if (planned.Count == 0) throw Empty(excluded);

        PlanRing[] rings =
        [
            .. planned.GroupBy(p => RingOf(p.Host)).OrderBy(g => OrderOf(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Ring(g.Key, [.. g.Select(p => p.Plan)], request.Limits)),
        ];
        var plan = new Plan(
            PlanFormat.Current, request.Scope, request.SecurityOnly, AlwaysWindow, request.Reboot, request.Limits.MaxFailures.Of(planned.Count), rings);
        byte[] bytes = PlanFormat.Write(plan);
        return new PlanMade(plan, bytes, PlanHash.Of(bytes), excluded.ToImmutable());
    }

    private static Fault? WhyNot(
        PlanCandidate m, Dictionary<HostId, string> twins, IReadOnlyDictionary<HostId, RolloutId> inOtherRollouts, Instant now)
    {
        if (inOtherRollouts.TryGetValue(m.Host.Id, out RolloutId other)) return RolloutErrors.InOtherRollout.Because($"{other} has it.");
        if (m.Held is { } held) return held;
        if (m.LastStatus is null) return RolloutErrors.NeverScanned.Because("It was never scanned.");
        if (m.LastStatus is not ScanStatus.Ok)
        {
            string status = ScanStatuses.Word(m.LastStatus.Value);
            return m.LastFault is { } f ? f with { What = $"Its last scan ended \"{status}\": {f.What}" } : RolloutErrors.ScanStale.Because($"Its last scan ended \"{status}\".");
        }
        if (m.Inventory is not { } inventory || m.InventoryAt is not { } at) return RolloutErrors.NeverScanned.Because("No scan of it has ended well.");
        if (inventory.OsFamily != PatchedFamily)
            return RolloutErrors.PatchUnsupported.Because($"It runs {Words.Plain(inventory.OsName)}, and this version patches Debian and Ubuntu only.");
        if (now - at > RolloutLimits.MaxScanAge) return RolloutErrors.ScanStale.Because($"Its scan is of {Words.At(at)}, over {RolloutLimits.MaxScanAge.TotalHours:0} h ago.");
        if (inventory.MetadataAt is not { } metadata) return RolloutErrors.ScanStale.Because("Its package lists were never fetched.", "apt-get update there, then scan it.");
        if (now - metadata > RolloutLimits.MaxScanAge)
            return RolloutErrors.ScanStale.Because($"Its package lists are of {Words.At(metadata)}, over {RolloutLimits.MaxScanAge.TotalHours:0} h ago.", "apt-get update there, then scan it.");
        if (string.IsNullOrEmpty(inventory.MachineId)) return RolloutErrors.NoMachineId.Because("It has no machine-id, so another machine at its address could not be told from it.");
        return twins.TryGetValue(m.Host.Id, out string? twin) ? RolloutErrors.DuplicateHost.Because($"It is the same machine as {twin}.") : m.NoFix;
    }

    private static Fault? WhyNot(SelectedHost s, SimulatedInstall install)
    {
        if (install.Fault is { } fault) return fault;
        HashSet<(string Name, string Architecture)> changed = [.. install.Transaction!.Select(c => (c.Name, c.Architecture))];
        if (install.Transaction!.FirstOrDefault(c => c.To is null) is { } removal) return RolloutErrors.WouldRemove.Because($"Its install would remove {removal.Name}.");
        if (install.Transaction!.FirstOrDefault(c => s.Barred.ContainsKey(c.Name)) is { } pulled)
        {
            Fault barred = s.Barred[pulled.Name];
            return barred with { What = $"Its install would bring {Words.Plain(pulled.Name)} {Words.Plain(pulled.To!)} along. {barred.What}" };
        }
        return s.Updates.FirstOrDefault(u => !changed.Contains((u.Name, u.Architecture))) is { } missing
            ? StepErrors.NotAvailable.Because($"Its package manager would not install {missing.Name} {missing.To}.")
            : null;
    }

    /// <summary>One machine under two names is planned under none of them. A clone is another machine.</summary>
    private static Dictionary<HostId, string> TwinsOf(IReadOnlyList<PlanCandidate> all) => Twins
        .Among(all.Where(c => c.Inventory is not null).Select(c => new MachineSeen(c.Host.Id, c.Host.Name, c.Inventory!.MachineId ?? "", c.Inventory.BootId)))
        .Where(t => t.Value.Kind is TwinKind.Duplicate).ToDictionary(t => t.Key, t => t.Value.Hosts[0]);

    private static PlanHost Frozen(SelectedHost s, IReadOnlyList<PackageChange> transaction) => new(
        s.Host.Id, s.Host.Name, s.Host.Transport, s.Host.Address, s.Host.Port, s.Host.User, s.Host.Identity, s.MachineId, s.Updates,
        [.. transaction.OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Architecture, StringComparer.Ordinal)])
    {
        Via = s.Host.Via,
        Credential = s.Host.Credential,
        Ssh = s.Host.Ssh,
    };

    private static string RingOf(Host host)
    {
        if (host.Transport is Transport.Local) return OwnRing;
        return host.Tags.TryGetValue(RingTag, out string? ring) && ring.Length > 0 && ring != OwnRing ? ring : RestRing;
    }

    /// <summary>canary, then numbers by their value, then other names, then those without, then this machine.</summary>
    private static (int Class, long Number) OrderOf(string ring) => ring switch
    {
        CanaryRing => (0, 0),
        OwnRing => (4, 0),
        RestRing => (3, 0),
        _ => long.TryParse(ring, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? (1, number) : (2, 0),
    };

    private static PlanRing Ring(string name, PlanHost[] hosts, PlanLimits limits)
    {
        int maxParallel = limits.MaxParallel.Of(hosts.Length);
        if (limits.MaxParallel.IsPercent && hosts.Length >= RolloutLimits.RingWhereHalfCounts && maxParallel * 2 > hosts.Length)
            throw new CockpitException(RolloutErrors.PlanLimits.Because($"{limits.MaxParallel} of ring {Words.Plain(name)} is {maxParallel} of {hosts.Length} hosts at once."));
        return new PlanRing(name, Math.Max(1, maxParallel), limits.MaxFailures.Of(hosts.Length), limits.BakeSeconds, hosts);
    }

    private static ExcludedHost Excluded(Host host, Fault fault) => new(host.Name, fault.Code.Name, fault.What);

    private static CockpitException Empty(ImmutableArray<ExcludedHost>.Builder excluded)
    {
        if (excluded.Count == 0) return new(RolloutErrors.PlanEmpty.Because("The scope chooses no host."));
        string reasons = string.Join("; ", excluded.Take(ReasonsShown).Select(e => $"{e.Host}: {e.Code}, {e.Reason.TrimEnd('.')}"));
        string more = excluded.Count > ReasonsShown ? $"; and {excluded.Count - ReasonsShown} more" : "";
        return new(RolloutErrors.PlanEmpty.Because($"No host can be planned. {reasons}{more}."));
    }
}
