using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>What a person should know of a planned host before approving. It is no part of the plan and of its hash.</summary>
/// <param name="Kind">"changed-by-others" or "foreign-updater".</param>
public sealed record PlanNote(string Host, string Kind, string Text);

/// <summary>Makes the notes of a plan from what is known now.</summary>
internal static class PlanNotes
{
    public static IReadOnlyList<PlanNote> Of(ReadTransaction t, RolloutState rollout, Instant now)
    {
        Dictionary<HostId, OthersLately> others = OthersReader.Read(t, now);
        var hosts = t.Hosts().ToDictionary(h => h.Id);
        return [.. rollout.Plan.Hosts.SelectMany(h => Of(t, h, hosts.GetValueOrDefault(h.Id), others.GetValueOrDefault(h.Id), now))];
    }

    private static IEnumerable<PlanNote> Of(ReadTransaction t, PlanHost planned, Host? host, OthersLately? others, Instant now)
    {
        if (others is not null) yield return new(planned.Name, "changed-by-others", $"changed by others since {Words.At(others.SinceAt)}: {others.Text}");
        if (host is null || t.KnowledgeOf(host).LastGood?.Inventory.Facts is not { ForeignUpdaters.Count: > 0 } facts) yield break;
        if (ForeignUpdaters.DueNear(facts, now) is { } due) yield return new(planned.Name, "foreign-updater", $"{due.Name} updates it at {Words.At(due.NextAt!.Value)}, and the plan allows that");
        foreach (ForeignUpdater unknown in ForeignUpdaters.WithoutTime(facts)) yield return new(planned.Name, "foreign-updater", $"{unknown.Name} updates it too; when is not known");
    }
}
