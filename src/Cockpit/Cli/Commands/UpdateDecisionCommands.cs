using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations;
using Cockpit.Operations.Updates;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit update approve, reject, defer, check, lift.</summary>
internal static class UpdateDecisionCommands
{
    public static void AddTo(CommandSet set)
    {
        Add(set, UpdateOperations.Approve, withChecks: true, null, DecideUpdate.Approve);
        Add(set, UpdateOperations.Reject, withChecks: true, null, DecideUpdate.Reject);
        Add(set, UpdateOperations.Defer, withChecks: true, HostHoldCommand.Until(), DecideUpdate.Defer);

        var update = Name();
        var ticks = new Argument<string[]>("CHECK=NOTE") { Description = "security, stability, compatibility or performance, with what was looked at; several are possible", Arity = ArgumentArity.OneOrMore };
        set.Add(UpdateOperations.Check, [update, ticks], call =>
        {
            var (name, version) = Parsed(call.Get(update));
            UpdatePage page = DecideUpdate.Check(call.Session, name, version, [.. call.Get(ticks).Select(Tick)]);
            call.Show(page, CliJson.Default.UpdatePage, text: () => page.Versions.SelectMany(v => v.Checks.Select(c => $"{page.Update} {v.Version}  {c.Kind.ToString().ToLowerInvariant()}: {c.Note} ({c.By})")));
            return (int)ExitCode.Done;
        });

        var lifted = new Argument<string>("NAME") { Description = "a source package, or a package built from one" };
        Option<string?> scope = Options.Text("--scope", "only what was decided for exactly this expression", "EXPR"), reason = Reason();
        set.Add(UpdateOperations.Lift, [lifted, scope, reason], call =>
        {
            DecidedUpdate done = DecideUpdate.Lift(call.Session, call.Get(lifted), call.Get(scope), call.Get(reason));
            call.Show(done, CliJson.Default.DecidedUpdate, text: () => [$"{done.Update} is undecided: {"word".ToQuantity(done.Lifted)} taken back."]);
            return (int)ExitCode.Done;
        });
    }

    private static void Add(CommandSet set, Operation operation, bool withChecks, Option<string?>? until, Func<Cockpit.Operations.Session, UpdateWish, DecidedUpdate> act)
    {
        var update = Name();
        Option<string?> scope = Options.Text("--scope", "only for the hosts that this expression selects", "EXPR"), ticket = Options.Text("--ticket", "the change ticket; it is needed", "T"), reason = Reason();
        var checks = new Option<string[]>("--check") { Description = "ticks a check off first: security, stability, compatibility or performance, with what was looked at; may be repeated", HelpName = "CHECK=NOTE", Arity = ArgumentArity.OneOrMore };
        Symbol[] symbols = [update, scope, ticket, reason, .. withChecks ? [checks] : (Symbol[])[], .. until is null ? (Symbol[])[] : [until]];
        set.Add(operation, symbols, call =>
        {
            var (name, version) = Parsed(call.Get(update));
            DecidedUpdate done = act(call.Session, new UpdateWish(
                name, version, call.Has(scope) ? call.ScopeOf(scope) : null, [.. (call.Get(checks) ?? []).Select(Tick)], call.Get(ticket), call.Get(reason), until is null ? null : call.EndOf(until)));
            call.Show(done, CliJson.Default.DecidedUpdate, text: () => Words(done));
            return (int)ExitCode.Done;
        });
    }

    private static Argument<string> Name() => new("NAME[=VERSION]") { Description = "a source package, or a package built from one; every version that is pending without =VERSION" };

    private static Option<string?> Reason() => Options.Text("--reason", "why; plans and screens show it", "R");

    private static IEnumerable<string> Words(DecidedUpdate d)
    {
        yield return $"{d.Update} is {d.Decision}{(d.Decision == "approved" ? $" at {string.Join(" and ", d.Versions)}; later versions are undecided" : "")}: it is pending on {"host".ToQuantity(d.Hosts, "N0")}{(d.Scope.Length == 0 ? "" : $" of {d.Scope}")}.";
        if (d.Unknown.Count > 0) yield return $"It is not about {string.Join(", ", d.Unknown.Take(5))}{(d.Unknown.Count > 5 ? $" and {d.Unknown.Count - 5} more" : "")}: of them the scope cannot tell whether they are members.";
    }

    private static (string Name, string? Version) Parsed(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static CheckTick Tick(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && Enum.GetNames<CheckKind>().FirstOrDefault(k => k.Equals(text[..at], StringComparison.OrdinalIgnoreCase)) is { } kind
            ? new CheckTick(Enum.Parse<CheckKind>(kind), text[(at + 1)..])
            : throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 60)}\" is no check.", "Write security='what was looked at'; the others are stability, compatibility and performance."));
    }
}
