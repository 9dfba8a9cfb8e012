using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using NodaTime;

namespace Cockpit.Cli.Output;

/// <summary>What a scan read of a host's system, a line each: what is wrong first, then what it is. What is not known says so.</summary>
internal static class HostFactsText
{
    /// <summary>A clock that is off by less does no harm that a person must hear of.</summary>
    private static readonly Duration SkewWorthTelling = Duration.FromSeconds(60);

    public static IEnumerable<string> Of(HostFacts f)
    {
        foreach (string reason in f.RebootReasons ?? []) yield return $"reboot: {reason}";
        if (f.StaleServices is not { Count: 0 }) yield return $"installed, not in effect: {Known(f.StaleServices)}";
        if (f.FailedServices is not { Count: 0 }) yield return $"failed services: {Known(f.FailedServices)}";
        foreach (string problem in f.DatabaseProblems ?? ["not known"]) yield return $"package database: {problem}";
        if (f.LockHolder is { Length: > 0 }) yield return $"package manager at work: {f.LockHolder}";
        foreach (string silent in f.SilentRepositories ?? ["not known"]) yield return $"repository: {silent}";
        if (f.Refresh is { } refresh) yield return $"package lists fetched for this scan at {Times.Second(refresh.At)}{(refresh.Problems.Count == 0 ? "" : ", not all:")}";
        foreach (string problem in f.Refresh?.Problems ?? []) yield return $"  {problem}";
        yield return $"support: {Support(f.Support)}";
        if (f.Subscription is { } s) yield return Subscription(s);
        if (f.LivePatch is { Length: > 0 }) yield return $"live-patched: {f.LivePatch}{(f.RebootReasons is { Count: > 0 } ? "; the reboot is still due" : "")}";
        foreach (ForeignUpdater u in f.ForeignUpdaters ?? []) yield return $"updates itself: {u.Name}{(u.NextAt is { } next ? $", next at {Times.Second(next)}" : "")}";
        if (f.Containers is { Count: > 0 }) yield return $"containers: {string.Join(", ", f.Containers)}";
        if (f.ClockSkewSeconds is { } skew && Math.Abs(skew) >= SkewWorthTelling.TotalSeconds) yield return $"its clock is {Math.Abs(skew):0} s {(skew > 0 ? "ahead" : "behind")}";
        yield return $"runs on {Hardware(f.Virtualization)}, time zone {f.TimeZone ?? "not known"}, packages last changed {(f.LastUpdateAt is { } at ? Times.Second(at) : "at a time not known")}";
        if (f.Mirrors is { Count: > 0 }) yield return $"packages from {string.Join(", ", f.Mirrors)}{(f.Proxy is { Length: > 0 } ? $", through {f.Proxy}" : "")}";
    }

    private static string Known(IReadOnlyList<string>? values) => values is null ? "not known" : string.Join(", ", values);

    private static string Support(OsSupport? s) => s is null ? "not known for this release"
        : $"{(s.Supported ? "" : "ended: no security updates are made; ")}{(s.Until is { } until ? $"until {until:uuuu-MM-dd}" : "no end told")} ({s.Source})";

    private static string Subscription(VendorSubscription s) =>
        $"{s.Name}: {(s.Attached ? s.Services.Count > 0 ? string.Join(", ", s.Services) : "attached, no service on" : "not attached")}"
        + (s.Withheld is > 0 ? $"; {s.Withheld} security updates are for subscribers only" : "");

    private static string Hardware(string? virtualization) => virtualization switch
    {
        null => "hardware not known",
        "none" => "a physical machine",
        _ => virtualization,
    };
}
