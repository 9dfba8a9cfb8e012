using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

/// <summary>The acts that are one event: reject, pause, resume, abort, promote, retry, skip, resolve.</summary>
internal static class RolloutActCommands
{
    public static void AddTo(CommandSet set)
    {
        AddSubmit(set);
        AddRollout(set, RolloutOperations.Reject, "is rejected", (call, id, reason, expect) => RejectRollout.Run(call.Session, id, reason, expect));
        AddRollout(set, RolloutOperations.Pause, "is paused: what runs finishes, nothing new starts", (call, id, reason, expect) => PauseRollout.Run(call.Session, id, reason, expect));
        AddRollout(set, RolloutOperations.Abort, "is aborted: what runs finishes, nothing new starts", (call, id, reason, expect) =>
        {
            call.Confirm("abort", Head(call, id, "ABORT"));
            return AbortRollout.Run(call.Session, id, reason, expect);
        });
        AddRollout(set, RolloutOperations.Resume, "goes on", (call, id, reason, expect) =>
        {
            RolloutView view = ShowRollout.Run(call.Session, id);
            call.Confirm($"{view.Counts.Total - view.Counts.Ended}", [.. Head(call, id, "RESUME"), view.Counts.Total - view.Counts.Ended is 1 ? "1 host is left." : $"{view.Counts.Total - view.Counts.Ended:N0} hosts are left."]);
            return ResumeRollout.Run(call.Session, id, reason, expect).Rollout;
        }, RolloutArguments.Note());
        AddPromote(set);
        AddHost(set, RolloutOperations.Retry, "is tried again", RolloutArguments.Reason(), (call, id, host, reason, expect) =>
        {
            call.Confirm(host, [$"RETRY {host} in {id}: it is patched again from its preflight on."]);
            return RetryHost.Run(call.Session, id, host, reason, expect).Rollout;
        });
        AddHost(set, RolloutOperations.Skip, "is skipped", RolloutArguments.Reason(), (call, id, host, reason, expect) => SkipHost.Run(call.Session, id, host, reason ?? "", expect));
        AddResolve(set);
    }

    private static void AddRollout(CommandSet set, Operation operation, string done, Func<Call, RolloutId, string?, long?, RolloutView> act, Option<string?>? note = null)
    {
        var id = RolloutArguments.Id();
        var reason = RolloutArguments.Reason();
        var expect = RolloutArguments.Expect();
        set.Add(operation, note is null ? [id, reason, expect] : [id, reason, note, expect], call =>
            Shown(call, act(call, call.RolloutId(id), call.Get(reason) ?? (note is null ? null : call.Get(note)), call.Expected(expect)), done));
    }

    private static void AddHost(CommandSet set, Operation operation, string done, Option<string?> reason, Func<Call, RolloutId, string, string?, long?, RolloutView> act)
    {
        var id = RolloutArguments.Id();
        var host = RolloutArguments.Host();
        var expect = RolloutArguments.Expect();
        set.Add(operation, [id, host, reason, expect], call =>
            Shown(call, act(call, call.RolloutId(id), call.Get(host), call.Get(reason), call.Expected(expect)), $"{call.Get(host)} {done}"));
    }

    private static void AddSubmit(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var ticket = Options.Text("--ticket", "the change ticket", "T");
        var expect = RolloutArguments.Expect();
        set.Add(RolloutOperations.Submit, [id, ticket, expect], call => Shown(call, SubmitRollout.Run(call.Session, call.RolloutId(id), call.Get(ticket), call.Expected(expect)), "is submitted"));
    }

    private static void AddPromote(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var ring = Options.Text("--ring", "the ring whose gate is passed; the one that runs without it", "R");
        var note = RolloutArguments.Note();
        var expect = RolloutArguments.Expect();
        set.Add(RolloutOperations.Promote, [id, ring, note, expect], call =>
        {
            RolloutId rollout = call.RolloutId(id);
            string why = call.Needed(note);
            call.Confirm(call.Get(ring) ?? "promote", Head(call, rollout, "PROMOTE"));
            return Shown(call, PromoteRollout.Run(call.Session, rollout, call.Get(ring), why, call.Expected(expect)), "goes on past the gate");
        });
    }

    private static void AddResolve(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var host = RolloutArguments.Host();
        var verdict = Options.OneOfArgument("VERDICT", "succeeded or failed", "succeeded", "failed");
        var note = RolloutArguments.Note();
        var expect = RolloutArguments.Expect();
        set.Add(RolloutOperations.Resolve, [id, host, verdict, note, expect], call => Shown(call,
            ResolveHost.Run(call.Session, call.RolloutId(id), call.Get(host), call.Get(verdict) == "succeeded", call.Needed(note), call.Expected(expect)), $"{call.Get(host)} is settled: {call.Get(verdict)}"));
    }

    private static IEnumerable<string> Head(Call call, RolloutId id, string what) => RolloutText.Head(ShowRollout.Run(call.Session, id)).Select((line, i) => i == 0 ? $"{what} {line}" : line);

    private static int Shown(Call call, RolloutView view, string done)
    {
        call.Show(view, CliJson.Default.RolloutView, text: () => [$"{view.RolloutId} {done}.", .. view.WaitingFor.Take(1).Select(w => $"waiting for {w.What}")]);
        return (int)ExitCode.Done;
    }
}
