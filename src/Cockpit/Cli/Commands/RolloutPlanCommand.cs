using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scopes;

namespace Cockpit.Cli.Commands;

internal static class RolloutPlanCommand
{
    public static void AddTo(CommandSet set)
    {
        var scope = Options.Scope();
        var hosts = new Option<string[]>("--host") { Description = "these hosts; may be repeated", HelpName = "H", Arity = ArgumentArity.OneOrMore };
        var cve = Options.Text("--cve", "only hosts that have it open, and only the updates that fix it", "CVE");
        var from = Options.Text("--from", "the same content as this rollout", "ID");
        var policy = Options.Text("--policy", "the hosts on which this policy wins", "P");
        var security = Options.Flag("--security", "security updates only");
        var window = Options.Text("--window", "only in this window of each host's policy, or always; the windows of the policies without it", "W");
        var name = Options.Text("--name", "for people", "N");
        var reboot = Options.OneOf("--reboot", "never, if-required or always; what the policy says without it", "WHEN", "never", "if-required", "always");
        var parallel = Options.Text("--max-parallel", $"hosts of a ring at once, as a number or a percentage; {RolloutLimits.DefaultMaxParallelPercent}% without it", "N");
        var failures = Options.Text("--max-failures", $"lost hosts that are tolerated; {RolloutLimits.DefaultMaxFailures} without it", "N");
        var bake = Options.Number("--bake", "healthy seconds after each ring; 0 without it", 0, 86_400, "SECONDS");
        var foreign = Options.Flag("--allow-foreign-updaters", "plans hosts too that another program updates within 24 h; without it they are left out");
        set.Add(RolloutOperations.Plan, [policy, scope, hosts, cve, from, security, window, name, reboot, parallel, failures, bake, foreign], call =>
        {
            PlannedRollout plan = call.Get(from) is { } id ? From(call, id, call.Get(name)) : Plan(call, ScopeOf(call, policy, scope, hosts, cve), call.Get(policy), CveOf(call.Get(cve)), call.Get(hosts) ?? [], call.Get(security), call.Get(window), call.Get(name), RebootOf(call.Get(reboot)), new PlanLimits(
                ShareOf(call, parallel, PlanLimits.Default.MaxParallel), ShareOf(call, failures, PlanLimits.Default.MaxFailures), call.Get(bake) ?? RolloutLimits.DefaultBakeSeconds), call.Get(foreign));
            call.Show(plan, CliJson.Default.PlannedRollout, () => RolloutText.PlanRows(plan), () => RolloutText.Plan(plan));
            return (int)ExitCode.Done;
        });
    }

    private static PlannedRollout Plan(Call call, Scope scope, string? policy, CveId? cve, string[] hosts, bool security, string? window, string? name, RebootSetting? reboot, PlanLimits limits, bool foreign)
    {
        using var progress = new Progress(call.Streams, "asking hosts");
        return PlanRollout.Run(call.Session, new PlanWish(scope, security, window, reboot, limits, name) { Policy = policy, Hosts = hosts, Cve = cve, AllowForeignUpdaters = foreign }, (done, total) => progress.Show(done, total), call.TakeInterruptions());
    }

    private static PlannedRollout From(Call call, string text, string? name) =>
        RolloutId.TryParse(text, out RolloutId id) ? PlanRollout.From(call.Session, id, name) : throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no rollout's id."));

    /// <summary>A plan over every host is said with a scope that says so, never by leaving it out.</summary>
    private static Scope ScopeOf(Call call, Option<string?> policy, Option<string?> scope, Option<string[]> hosts, Option<string?> cve)
    {
        string[] named = call.Get(hosts) ?? [];
        string? expression = call.Get(scope);
        if (named.Length == 0 && expression is null && (call.Get(cve) is not null || call.Get(policy) is not null)) return Scope.Everything;
        if (named.Length == 0 && expression is null) throw new CockpitException(CallErrors.Usage.Because("A plan needs --policy, --scope, --host, --cve or --from.", "cockpit rollout plan --policy prod-web"));
        string names = string.Join(", ", named.Select(Scope.Quote));
        return ScopeBooks.Parse(call.Session, named.Length == 0 ? expression : expression is null ? $"name in ({names})" : $"({expression}) and name in ({names})");
    }

    private static CveId? CveOf(string? text) =>
        text is null ? null : CveId.TryParse(text) ?? throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no CVE.", "A CVE looks like CVE-2026-31842."));

    private static RebootSetting? RebootOf(string? word) => word switch { "never" => RebootSetting.Never, "always" => RebootSetting.Always, "if-required" => RebootSetting.IfRequired, _ => null };

    private static Share ShareOf(Call call, Option<string?> option, Share standard)
    {
        if (call.Get(option) is not { } text) return standard;
        return Share.TryParse(text, out Share share) ? share : throw new CockpitException(CallErrors.Usage.Because($"{option.Name} is a number or a percentage, not \"{Printable.Line(text, 40)}\"."));
    }
}
