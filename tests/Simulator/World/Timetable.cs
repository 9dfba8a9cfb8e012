using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>One window a day, in UTC, so that a checker needs no calendar to know when it is open.</summary>
internal sealed record Daily(int StartMinute, int Minutes, int Cutoff)
{
    public WindowDocument Document(string name) => new(name, "UTC", "FREQ=DAILY", $"{StartMinute / 60:00}:{StartMinute % 60:00}", Minutes * 60L, Cutoff * 60L);

    public WindowCalendar Calendar(string name) => WindowCalendar.Of(WindowBody.Read(Document(name))!, out _)!;

    public static Daily Random(Chance chance) => new((17 * 60) + (chance.Below(30) * 10), 180 + (chance.Below(50) * 10), chance.Of([0, 0, 30, 60]));
}

/// <summary>When a run's hosts may begin: the window that was planned, the one that counts now, and the freezes that people made.</summary>
/// <param name="Planned">Null where the plans are open always.</param>
/// <param name="FinishReboot">A reboot that is owed is sent after the window's end too.</param>
internal sealed record Timetable(Daily? Planned, Daily? Current, bool FinishReboot)
{
    private readonly IReadOnlyList<WindowCalendar>? planned = Planned is null ? null : [Planned.Calendar("night")];
    private readonly IReadOnlyList<WindowCalendar>? current = Current is null ? null : [Current.Calendar("night")];

    public const string Policy = "simulated";

    public static Timetable Random(Chance chance)
    {
        if (chance.Percent(55)) return new Timetable(null, null, false);
        var planned = Daily.Random(chance);
        return new Timetable(planned, chance.Percent(25) ? planned with { StartMinute = planned.StartMinute + (chance.Below(7) * 10) } : planned, chance.Percent(30));
    }

    /// <summary>The plan under the timetable.</summary>
    public Plan Of(Plan plan) => Planned is null ? plan : plan with
    {
        Window = "policy",
        Policies = [new PlanPolicy(Policy, 1, plan.Reboot, FinishReboot, [Planned.Document("night")])],
        Approval = new PlanApproval(1, false, false, 604_800, false),
        Rings = [.. plan.Rings.Select(r => r with { Hosts = [.. r.Hosts.Select(h => h with { Policy = Policy })] })],
    };

    private readonly Dictionary<RebootSetting, (string Freezes, Instant At, HostGate Gate)> last = [];

    /// <summary>What the product says of a moment. A gate that is shut stays so until it opens or freezes change; runs ask thousands of times between two windows.</summary>
    public HostGate Gate(IReadOnlyList<Freeze> freezes, RebootSetting reboot, Instant now)
    {
        if (planned is null && current is null && freezes.Count == 0) return HostGate.Free;
        string key = string.Join(",", freezes.Select(f => (f.StartsAt, f.EndsAt)));
        if (last.TryGetValue(reboot, out var known) && known.Freezes == key && (now == known.At || (known.Gate is { Open: false, OpensAt: { } opens } && freezes.Count == 0 && now >= known.At && now < opens))) return known.Gate;
        HostGate gate = HostGates.Of(new HostWindows(planned, current, freezes), HostForecast.Assumed, reboot, now);
        last[reboot] = (key, now, gate);
        return gate;
    }
}
