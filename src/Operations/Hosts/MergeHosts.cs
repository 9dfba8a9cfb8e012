using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;

namespace Cockpit.Operations.Hosts;

/// <summary>What a merge will do, for the person who decides it.</summary>
/// <param name="Lines">Sentences, the first with both names.</param>
public sealed record MergePreview(string Host, string Merged, bool Proven, IReadOnlyList<string> Lines);

/// <param name="Host">The host that stays.</param>
/// <param name="Merged">The name that is now a further name of it.</param>
public sealed record MergedHosts(string Host, string Merged, IReadOnlyList<string> Aliases, int Scans, int Findings);

/// <summary>
/// Joins two hosts that are one machine: the second one's scans, pending updates, findings, names and tags become the first one's.
/// Its part in earlier rollouts stays in their plans and is shown under its old name. It cannot be undone.
/// </summary>
public static class MergeHosts
{
    /// <exception cref="CockpitException">HOST_UNKNOWN, HOST_INVALID, HOST_MERGE_REFUSED, IN_OTHER_ROLLOUT.</exception>
    public static MergePreview Preview(Session session, string into, string from) => session.Read(t =>
    {
        (Host stays, Host goes) = Pair(t, into, from);
        Host joined = HostMerge.Joined(stays, goes);
        bool proven = HostMerge.IsProven(t.MachineOf(stays.Id), t.MachineOf(goes.Id));
        var differences = HostDifferences.Between(stays, joined).Where(d => d.Field != "alias").ToList();
        return new MergePreview(stays.Name, goes.Name, proven,
        [
            $"MERGE {goes.Name} ({goes.Address}) into {stays.Name} ({stays.Address})",
            proven ? "Both scans show one machine: the same machine-id and the same boot." : "No scan proves that both are one machine.",
            $"{stays.Name} gets its scans, findings and tags, and is also known as {string.Join(", ", joined.Aliases.Except(stays.Aliases))}.",
            .. differences.Count == 0 ? Array.Empty<string>() : [$"{stays.Name} also gets {string.Join(", ", differences.Select(d => $"{d.Field} {d.After}".TrimEnd()))}."],
            $"{goes.Name} leaves every list. This cannot be undone. No server is touched.",
        ]);
    });

    /// <exception cref="CockpitException">HOST_UNKNOWN, HOST_INVALID, HOST_MERGE_REFUSED, IN_OTHER_ROLLOUT.</exception>
    public static MergedHosts Run(Session session, string into, string from)
    {
        MergedHosts merged = session.Write(t =>
        {
            (Host stays, Host goes) = Pair(t, into, from);
            Host joined = HostMerge.Joined(stays, goes);
            MergeCounts counts = t.MergeHosts(joined, goes, session.Actor, session.Now);
            return new MergedHosts(joined.Name, goes.Name, joined.Aliases, counts.Scans, counts.Findings);
        });
        AlignHosts.RunDue(session, default);
        return merged;
    }

    private static (Host Stays, Host Goes) Pair(ReadTransaction t, string into, string from)
    {
        Host stays = FindHost.Named(t, into), goes = FindHost.Named(t, from);
        if (stays.Id == goes.Id) throw new CockpitException(HostErrors.HostInvalid.Because($"{Printable.Line(into, 60)} and {Printable.Line(from, 60)} are one host already."));
        if ((stays.Transport is Transport.Simulated) != (goes.Transport is Transport.Simulated)) throw Refused($"One of {stays.Name} and {goes.Name} is simulated.");
        if (HostMerge.WhyNot(t.MachineOf(stays.Id), t.MachineOf(goes.Id)) is { } why) throw Refused(why);
        var active = t.HostsInActiveRollouts();
        foreach (Host host in (Host[])[stays, goes])
        {
            if (active.TryGetValue(host.Id, out RolloutId rollout)) throw new CockpitException(RolloutErrors.InOtherRollout.Because($"{rollout} has {host.Name}.", "Wait for its end, or abort it; then merge them."));
        }
        return (stays, goes);
    }

    private static CockpitException Refused(string why) => new(HostErrors.HostMergeRefused.Because(why));
}
