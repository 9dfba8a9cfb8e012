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

    /// <summary>Each host has the windows of its own policy.</summary>
    internal const string PolicyWindow = "policy";

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
        string window = WindowOf(request, members);
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
            if (m.Terms?.WhyNoWindow(window) is { } noWindow)
            {
                excluded.Add(Excluded(m.Host, noWindow));
                continue;
            }
            List<PendingUpdate> wanted = [.. m.Inventory!.Updates.Where(u => (!request.SecurityOnly || u.Class is UpdateClass.Security) && m.Only?.Contains((u.Name, u.Architecture)) != false && m.Terms?.Rules.IsFor(u) != false)];
            foreach ((PendingUpdate early, Fault why) in wanted.Select(u => (u, Why: m.Terms?.Rules.WhyNotYet(u, m.FirstSeen.TryGetValue((u.Name, u.Architecture), out Instant seen) ? seen : null, now))).Where(u => u.Why is not null).Select(u => (u.u, u.Why!)).ToList())
            {
                excluded.Add(Excluded(m.Host, why));
                wanted.Remove(early);
            }
            foreach (PendingUpdate held in wanted.Where(u => u.Held))
                excluded.Add(Excluded(m.Host, RolloutErrors.UpdateHeld.Because($"{held.Name} {held.To} is on hold there.")));
            foreach (PendingUpdate barred in wanted.Where(u => !u.Held && m.Barred.ContainsKey(u.Name))) excluded.Add(Excluded(m.Host, m.Barred[barred.Name]));
            PlanUpdate[] updates =
            [
                .. wanted.Where(u => !u.Held && !m.Barred.ContainsKey(u.Name)).OrderBy(u => u.Name, StringComparer.Ordinal).ThenBy(u => u.Architecture, StringComparer.Ordinal)
                    .Select(u => new PlanUpdate(u.Name, u.Architecture, u.From, u.To, u.Class, u.SecurityVersion, u.Source)),
            ];
            if (updates.Length == 0) excluded.Add(Excluded(m.Host, RolloutErrors.NothingToDo.Because(Nothing(request, m.Terms))));
            else if (!request.AllowForeignUpdaters && m.Terms?.AllowForeignUpdaters != true && ForeignUpdaters.DueNear(m.Inventory.Facts, now) is { } other)
                excluded.Add(Excluded(m.Host, RolloutErrors.ForeignUpdater.Because($"{Words.Plain(other.Name)} updates it at {Words.At(other.NextAt!.Value)}, within {ForeignUpdaters.Near.TotalHours:0} h of its slot.")));
            else chosen.Add(new SelectedHost(m.Host, m.Inventory.MachineId!, updates) { Barred = m.Barred, Terms = m.Terms });
        }
        return new PlanSelection(chosen.ToImmutable(), excluded.ToImmutable());
    }

    /// <param name="simulated">Each selected host's simulated install.</param>
    /// <exception cref="CockpitException">PLAN_EMPTY, PLAN_LIMITS.</exception>
    public static PlanMade Build(PlanRequest request, PlanSelection selection, IReadOnlyDictionary<HostId, SimulatedInstall> simulated)
    {
        var excluded = selection.Excluded.ToBuilder();
        var planned = new List<(SelectedHost Selected, PlanHost Plan)>();
        foreach (SelectedHost s in selection.Hosts)
        {
            SimulatedInstall install = simulated[s.Host.Id];
            if (WhyNot(s, install) is { } fault) excluded.Add(Excluded(s.Host, fault));
            else planned.Add((s, Frozen(s, install.Transaction!)));
        }
        if (planned.Count == 0) throw Empty(excluded);

        List<PlanTerms> terms = [.. planned.Select(p => p.Selected.Terms).OfType<PlanTerms>()];
        string window = request.Window ?? PolicyWindow;
        PlanRing[] rings =
        [
            .. planned.GroupBy(p => RingOf(p.Selected)).OrderBy(g => OrderOf(g.Key, g.Select(p => p.Selected.Terms))).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Ring(g.Key, [.. g.Select(p => p.Plan)], request.Limits, [.. g.Select(p => p.Selected.Terms).OfType<PlanTerms>().Distinct()])),
        ];
        PlanPolicy[] policies = [.. terms.DistinctBy(t => t.Policy).OrderBy(t => t.Policy, StringComparer.Ordinal).Select(t => t.Frozen(window, request.Reboot))];
        // What a person did not name is the policies' to say; what they named can only be stricter.
        bool asked = terms.Count == 0 || request.Limits.MaxFailures != PlanLimits.Default.MaxFailures;
        int maxFailures = terms.Select(t => t.MaxFailures.Of(planned.Count)).Concat(asked ? [request.Limits.MaxFailures.Of(planned.Count)] : []).Min();
        var plan = new Plan(
            PlanFormat.Current, request.Scope, request.SecurityOnly, policies.Length > 0 && policies.All(p => p.Windows.Count == 0) ? AlwaysWindow : window,
            request.Reboot ?? RebootSetting.IfRequired, maxFailures, rings)
        {
            Policies = policies.Length == 0 ? null : policies,
            Approval = terms.Count == 0 ? null : Strictest(terms.ConvertAll(t => t.Approval)),
        };
        byte[] bytes = PlanFormat.Write(plan);
        return new PlanMade(plan, bytes, PlanHash.Of(bytes), excluded.ToImmutable());
    }

    /// <summary>Which window the plan is for. A plan without one is no plan, and "always" is a person's own word.</summary>
    private static string WindowOf(PlanRequest request, IReadOnlyList<PlanCandidate> members)
    {
        List<PlanTerms> terms = [.. members.Select(m => m.Terms).OfType<PlanTerms>()];
        bool policies = members.Any(m => m.Terms is not null || m.NoPolicy is not null);
        if (request.Window is not { } window) return policies ? PolicyWindow : throw new CockpitException(RolloutErrors.NoWindow.Because("No window was named, and there is no policy to name one."));
        if (window == AlwaysWindow)
        {
            if (terms.Find(t => !t.AllowAlways) is { } strict) throw new CockpitException(RolloutErrors.AlwaysForbidden.Because($"{strict.Policy} forbids a plan without a window."));
            return window;
        }
        if (window == PolicyWindow || !terms.Exists(t => t.WhyNoWindow(window) is null))
            throw new CockpitException(RolloutErrors.NoWindow.Because(policies ? $"No host that was chosen has a window \"{Words.Plain(window)}\"." : $"There is no window \"{Words.Plain(window)}\"."));
        return window;
    }

    private static string Nothing(PlanRequest request, PlanTerms? terms)
    {
        string what = request.SecurityOnly ? "No security update" : "No update";
        return terms is null ? $"{what} is pending." : $"{what} that {terms.Policy} installs now is pending.";
    }

    private static PlanApproval Strictest(List<PlanApproval> all) => new(
        all.Max(a => a.Persons), all.Exists(a => a.NotAuthor), all.Exists(a => a.Signed), all.Min(a => a.LastsSeconds), all.TrueForAll(a => a.AutoStart));

    private static Fault? WhyNot(
        PlanCandidate m, Dictionary<HostId, string> twins, IReadOnlyDictionary<HostId, RolloutId> inOtherRollouts, Instant now)
    {
        if (inOtherRollouts.TryGetValue(m.Host.Id, out RolloutId other)) return RolloutErrors.InOtherRollout.Because($"{other} has it.");
        if (m.Held is { } held) return held;
        if (m.NoPolicy is { } unmanaged) return unmanaged;
        if (m.LastStatus is null) return RolloutErrors.NeverScanned.Because("It was never scanned.");
        if (m.LastStatus is not ScanStatus.Ok)
        {
            string status = ScanStatuses.Word(m.LastStatus.Value);
            return m.LastFault is { } f ? f with { What = $"Its last scan ended \"{status}\": {f.What}" } : RolloutErrors.ScanStale.Because($"Its last scan ended \"{status}\".");
        }
        if (m.Inventory is not { } inventory || m.InventoryAt is not { } at) return RolloutErrors.NeverScanned.Because("No scan of it has ended well.");
        if (inventory.OsFamily != PatchedFamily)
            return RolloutErrors.PatchUnsupported.Because($"It runs {Words.Plain(inventory.OsName)}, and this version patches Debian and Ubuntu only.");
        Duration maxAge = m.Terms?.MaxScanAge ?? RolloutLimits.MaxScanAge;
        if (now - at > maxAge) return RolloutErrors.ScanStale.Because($"Its scan is of {Words.At(at)}, over {maxAge.TotalHours:0} h ago.");
        if (inventory.MetadataAt is not { } metadata) return RolloutErrors.ScanStale.Because("Its package lists were never fetched.", "apt-get update there, then scan it.");
        if (now - metadata > maxAge)
            return RolloutErrors.ScanStale.Because($"Its package lists are of {Words.At(metadata)}, over {maxAge.TotalHours:0} h ago.", "apt-get update there, then scan it.");
        if (string.IsNullOrEmpty(inventory.MachineId)) return RolloutErrors.NoMachineId.Because("It has no machine-id, so another machine at its address could not be told from it.");
        return twins.TryGetValue(m.Host.Id, out string? twin) ? RolloutErrors.DuplicateHost.Because($"It is the same machine as {twin}.") : m.NoFix;
    }

    private static Fault? WhyNot(SelectedHost s, SimulatedInstall install)
    {
        if (install.Fault is { } fault) return fault;
        HashSet<(string Name, string Architecture)> changed = [.. install.Transaction!.Select(c => (c.Name, c.Architecture))];
        if (install.Transaction!.FirstOrDefault(c => c.To is null) is { } removal) return RolloutErrors.WouldRemove.Because($"Its install would remove {removal.Name}.");
        if (install.Transaction!.FirstOrDefault(c => s.Terms?.Rules.Excludes(c.Name) == true) is { } never)
            return RolloutErrors.PullsExcluded.Because($"Its install would bring {never.Name} along, which {s.Terms!.Policy} excludes.");
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
        Policy = s.Terms?.Policy,
    };

    private static string RingOf(SelectedHost selected)
    {
        Host host = selected.Host;
        if (host.Transport is Transport.Local) return OwnRing;
        if (selected.Terms is { } terms) return terms.Ring == OwnRing ? RestRing : terms.Ring;
        return host.Tags.TryGetValue(RingTag, out string? ring) && ring.Length > 0 && ring != OwnRing ? ring : RestRing;
    }

    /// <summary>canary, then numbers by their value, then other names, then those without, then this machine.</summary>
    internal static (int Class, long Number) OrderOf(string ring) => ring switch
    {
        CanaryRing => (0, 0),
        OwnRing => (4, 0),
        RestRing => (3, 0),
        _ => long.TryParse(ring, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? (1, number) : (2, 0),
    };

    /// <summary>By the place that its policies give it, the earliest of several; this machine is last whatever they say.</summary>
    private static (int Class, long Number) OrderOf(string ring, IEnumerable<PlanTerms?> terms) =>
        ring == OwnRing || terms.OfType<PlanTerms>().Select(t => (long?)t.RingOrder).Min() is not { } place ? OrderOf(ring) : (1, place);

    /// <summary>A ring of several policies has the strictest limits of all.</summary>
    private static PlanRing Ring(string name, PlanHost[] hosts, PlanLimits asked, IReadOnlyList<PlanTerms> terms)
    {
        if (terms.Count == 0) return Ring(name, hosts, asked);
        // What a person did not name is the policies' to say.
        List<PlanLimits> limits = [.. terms.Select(t => t.RingLimits)];
        List<PlanRing> each = limits.ConvertAll(l => Ring(name, hosts, l));
        int parallel = each.Min(r => r.MaxParallel), failures = each.Min(r => r.MaxFailures), bake = Math.Max(each.Max(r => r.BakeSeconds), asked.BakeSeconds);
        if (asked.MaxParallel != PlanLimits.Default.MaxParallel) parallel = Math.Min(parallel, Ring(name, hosts, asked).MaxParallel);
        if (asked.MaxFailures != PlanLimits.Default.MaxFailures) failures = Math.Min(failures, asked.MaxFailures.Of(hosts.Length));
        return new PlanRing(name, parallel, failures, bake, hosts) { SignOff = terms.Any(t => t.SignOff) };
    }

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
