using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Scopes;
using Humanizer;
using NodaTime;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit scope ...</summary>
internal static class ScopeCommands
{
    public static void AddTo(CommandSet set)
    {
        AddList(set);
        AddPreview(set);
        AddSet(set);
        AddRemove(set);
    }

    private static void AddList(CommandSet set) => set.Add(ScopeOperations.List, [], call =>
    {
        ScopeList list = ListScopes.Run(call.Session);
        call.Show(list, CliJson.Default.ScopeList,
            () => new Table(["scope", "hosts>", "unknown>", "used by", "expression"],
                [.. list.Scopes.Select(s => (IReadOnlyList<string>)[s.Name, s.Count?.ToString() ?? "-", s.Unknown?.ToString() ?? "-", string.Join(", ", s.UsedBy), s.Expression])]),
            () => list.Scopes.Count == 0 ? ["No scopes. cockpit scope set NAME EXPR makes one."] : [],
            () => list.Scopes.Where(s => s.Problem is not null).Select(s => $"{s.Name} cannot be used. {s.Problem}"));
        return (int)ExitCode.Done;
    });

    private static void AddPreview(CommandSet set)
    {
        var expression = new Argument<string>("EXPR|NAME") { Description = "such as: env = prod and lastScan < 7d; or the name of a scope" };
        var at = Options.Text("--at", "counts ages from this moment: a day, or a time such as 2026-10-01T08:00:00Z; what is known of the hosts stays as it is now", "TIME");
        set.Add(ScopeOperations.Preview, [expression, at], call =>
        {
            Instant? moment = call.Get(at) is { } text ? MomentOf(text) : null;
            ScopePreview preview = PreviewScope.Run(call.Session, call.Get(expression), moment);
            call.Show(preview, CliJson.Default.ScopePreview, () => Members(preview.Hosts, preview.Unknown), () =>
            [
                .. preview.Name is { } name ? [$"{name}: {preview.Expression}"] : Array.Empty<string>(),
                Counted(preview.Count, preview.Unknown.Count),
                .. preview.At is { } then ? [$"Ages are counted from {Times.Second(then)}. What is known of the hosts is what is known now."] : Array.Empty<string>(),
            ]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddSet(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var expression = new Argument<string>("EXPR") { Description = "such as: env = prod and role = web" };
        set.Add(ScopeOperations.Set, [name, expression], call =>
        {
            ScopeChange change = SetScope.Run(call.Session, call.Get(name), call.Get(expression));
            call.Show(change, CliJson.Default.ScopeChange, () => Members(change.Hosts, change.Unknown), () =>
            [
                change.Changed ? $"{change.Name} is set, version {change.Version}: {change.Expression}" : $"{change.Name} had this expression already, version {change.Version}.",
                Counted(change.Count, change.Unknown.Count),
                .. change is { Changed: true, Version: > 1 } ? [$"{change.Joined.Count:N0} joined, {change.Left.Count:N0} left{(change.Left.Count > 0 ? $": {string.Join(", ", change.Left.Take(10))}{(change.Left.Count > 10 ? ", ..." : "")}" : "")}"] : Array.Empty<string>(),
            ]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddRemove(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        set.Add(ScopeOperations.Remove, [name], call =>
        {
            RemovedScope removed = RemoveScope.Run(call.Session, call.Get(name));
            call.Show(removed, CliJson.Default.RemovedScope, text: () => [$"The scope {removed.Name} is removed. Its versions stay in the file."]);
            return (int)ExitCode.Done;
        });
    }

    private static Table Members(IReadOnlyList<string> hosts, IReadOnlyList<UnknownMember> unknown) => new(["host", "member", "not set"],
        [.. hosts.Select(h => (IReadOnlyList<string>)[h, "yes", ""]), .. unknown.Select(u => (IReadOnlyList<string>)[u.Name, "unknown", string.Join(", ", u.Unset)])]);

    private static string Counted(int hosts, int unknown) =>
        $"{"host".ToQuantity(hosts, "N0")}" + (unknown > 0 ? $", {unknown:N0} unknown, which are no members" : "");

    private static Instant MomentOf(string text) => ScopeMoment.Read(text)
        ?? throw new CockpitException(CallErrors.Usage.Because($"--at is a day such as 2026-10-01 or a time such as 2026-10-01T08:00:00Z, not \"{Printable.Line(text, 40)}\"."));
}
