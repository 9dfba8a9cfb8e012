using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Updates;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit update list, update show.</summary>
internal static class UpdateCommands
{
    private const int StandardLimit = 50, MostLimit = 10_000;

    public static void AddTo(CommandSet set)
    {
        var scope = Options.Scope();
        var security = Options.Flag("--security", "security updates only");
        var limit = Options.Number("--limit", $"updates at most; {StandardLimit} without it", 1, MostLimit);
        set.Add(FindingOperations.Updates, [scope, security, limit], call =>
        {
            UpdateList list = ListUpdates.Run(call.Session, call.Has(scope) ? call.ScopeOf(scope) : null, call.Get(security), call.Get(limit) ?? StandardLimit);
            call.Show(list, CliJson.Default.UpdateList, () => Rows(list.Updates), () => list.Updates.Count == 0 ? ["No update is pending."] : []);
            return (int)ExitCode.Done;
        });

        var name = new Argument<string>("NAME") { Description = "a source package such as openssl, or a package built from one such as libssl3" };
        set.Add(FindingOperations.Update, [name], call =>
        {
            UpdatePage page = ShowUpdate.Run(call.Session, call.Get(name));
            call.Show(page, CliJson.Default.UpdatePage, () => new Table(["host", "version", "class", "held", "removes>", "closes>", "kev>", "decision"],
                [.. page.Hosts.Select(h => (IReadOnlyList<string>)[h.Host, h.Version, h.Class.ToString().ToLowerInvariant(), h.Held ? "held" : "", $"{h.Points:N0}", $"{h.Closes:N0}", $"{h.Kev:N0}", h.Decision?.Text ?? ""])]), () => Head(page));
            return (int)ExitCode.Done;
        });
    }

    public static Table Rows(IEnumerable<UpdateLine> updates) => new(["update", "version", "class", "removes>", "hosts>", "closes>", "kev>", "pending>", "held>", "decision"],
        [.. updates.Select(u => (IReadOnlyList<string>)
        [
            u.Update, u.Version, u.Class.ToString().ToLowerInvariant(), $"{u.Points:N0}", $"{u.Hosts:N0}", $"{u.Closes:N0}", $"{u.Kev:N0}", $"{u.PendingHosts:N0}", $"{u.HeldHosts:N0}", u.Decision?.State.ToString().ToLowerInvariant() ?? "",
        ])]);

    /// <summary>Where hosts differ, how many stand where.</summary>
    private static string Counts(UpdateStanding d)
    {
        (int Count, string Word)[] some = [.. new[] { (d.Undecided, "undecided"), (d.Approved, "approved"), (d.Deferred, "deferred"), (d.Rejected, "rejected"), (d.Held, "held") }.Where(c => c.Item1 > 0)];
        return some.Length < 2 ? "" : $" ({string.Join(", ", some.Select(c => $"{c.Count:N0} {c.Word}"))})";
    }

    private static IEnumerable<string> Head(UpdatePage p)
    {
        yield return $"{p.Update}  packages {string.Join(", ", p.Packages)}";
        foreach (UpdateLine v in p.Versions)
            yield return $"{v.Version}: pending on {"host".ToQuantity(v.PendingHosts, "N0")}{(v.HeldHosts > 0 ? $", held on {v.HeldHosts:N0}" : "")}; closes {"finding".ToQuantity(v.Closes, "N0")} on {"host".ToQuantity(v.Hosts, "N0")}, {v.Kev:N0} of them known exploited, and removes {"point".ToQuantity(v.Points, "N0")}";
        foreach (UpdateLine v in p.Versions)
        {
            if (v.Decision is { } d) yield return $"{v.Version}: {d.Text}{Counts(d)}";
            foreach (UpdateCheck c in v.Checks) yield return $"{v.Version}: {c.Kind.ToString().ToLowerInvariant()}: {c.Note} ({c.By}, {Times.Second(c.At)})";
        }
    }
}
