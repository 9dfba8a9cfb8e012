using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class HostShowCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        set.Add(HostOperations.Show, [name], call =>
        {
            HostDetail host = ShowHost.Run(call.Session, call.Get(name));
            call.Show(host, CliJson.Default.HostDetail, () => Updates(host), () => Facts(host));
            return (int)ExitCode.Done;
        });
    }

    /// <summary>Changes that scans found; JSON has more.</summary>
    private const int ChangesShown = 10;

    private static IEnumerable<string> Facts(HostDetail h)
    {
        yield return $"{h.Name}  {HostFleetStates.Word(h.State)}";
        yield return $"{h.Transport.ToString().ToLowerInvariant()} {(h.User is null ? "" : h.User + "@")}{h.Address}:{h.Port}{(h.Identity is null ? "" : $"  key {h.Identity}")}";
        yield return $"env {h.Environment ?? "-"}  role {h.Role ?? "-"}  ha {h.HaGroup ?? "-"}  criticality {h.Criticality?.ToString() ?? "- (counts as 3)"}  exposure {h.Exposure?.ToString().ToLowerInvariant() ?? "-"}";
        if (h.Tags.Count > 0) yield return "tags " + string.Join(", ", h.Tags.Select(t => t.Value.Length == 0 ? t.Key : $"{t.Key}={t.Value}"));
        if (h.Aliases.Count > 0) yield return "also known as " + string.Join(", ", h.Aliases);
        if ((h.Owner ?? h.Phone ?? h.Console) is not null) yield return $"owner {h.Owner ?? "-"}  phone {h.Phone ?? "-"}  console {h.Console ?? "-"}";
        if (h.Twin is { } twin) yield return twin.Kind is TwinKind.Duplicate ? $"the same machine as {string.Join(", ", twin.Hosts)}; in no plan until cockpit host merge" : $"a clone of {string.Join(", ", twin.Hosts)}: the same machine-id, another boot";
        foreach (HoldLine held in h.Holds) yield return HostHoldCommand.Words(held);
        yield return $"scan {h.ScanStatus}{(h.ScanMessage is null ? "" : $" ({h.ScanCode}: {h.ScanMessage})")}";
        if (h.Os is null) yield break;
        yield return $"{h.Os.Name} {h.Os.Version} {h.Architecture}, kernel {h.Kernel}, up {Times.Age(h.UptimeSeconds)}, scanned {Times.Age(h.ScanAgeSeconds)} ago";
        yield return h.MetadataAt is { } at ? $"package lists of {Times.Second(at)}" : "package lists: never fetched, or unknown";
        foreach (var fs in h.FileSystems) yield return $"{fs.MountPoint}  {fs.FreeBytes / 1_048_576:N0} of {fs.SizeBytes / 1_048_576:N0} MiB free";
        if (h.RebootStatus == RebootStatus.Required && h.Facts?.RebootReasons is not { Count: > 0 }) yield return "reboot required" + (h.RebootPackages.Count > 0 ? " by " + string.Join(", ", h.RebootPackages) : "");
        foreach (string fact in h.Facts is null ? [] : HostFactsText.Of(h.Facts)) yield return fact;
        if (h.ChangedByOthers is { } others) yield return $"changed by others in the last 7 days: {others}";
        foreach (HostChange c in h.Changes.Where(c => c.Kind == "scan").Take(ChangesShown)) yield return $"{Times.Second(c.At)}  {c.Scan}  {c.What}{(c.ByOthers ? ", by others" : "")}";
        foreach (string unread in h.Unread) yield return $"not read: {unread}";
        foreach (string doubt in h.Doubts ?? []) yield return $"not proven: {doubt}";
        yield return $"{(h.PendingUpdates is { } pending ? "update".ToQuantity(pending, "N0") : "updates not known")}, {h.PendingSecurity ?? 0} security; {"open finding".ToQuantity(h.OpenFindings, "N0")}, risk {h.Risk:N0}";
    }

    private static Table Updates(HostDetail h) => new(["update", "installed", "new", "class", "source", "held", "of", "points>", "closes>", "kev>"],
        [.. h.Updates.Select(u => (IReadOnlyList<string>)[u.Name, u.From, u.To, u.Class.ToString().ToLowerInvariant(), u.Source, u.Held ? "held" : "", u.Package, $"{u.Points}", $"{u.Closes}", $"{u.Kev}"])]);
}
