using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Notices;

/// <summary>A rollout that people may have to be told of.</summary>
/// <param name="Policies">Those that its hosts are under; empty where it has none.</param>
/// <param name="HaltedSeq">The journal's number of the last time it was halted; 0 for never.</param>
/// <param name="MadeByWorker">Nobody was there when it was made.</param>
public sealed record RolloutNews(RolloutView View, IReadOnlyList<string> Policies, long HaltedSeq, bool MadeByWorker);

/// <summary>A window of a policy that has hosts.</summary>
public sealed record WindowNews(string Policy, WindowCalendar Window, int Hosts);

/// <summary>Hosts of one policy with a finding that falls due on the same day.</summary>
/// <param name="Policy">Null for hosts without one.</param>
/// <param name="Hosts">Their names, in order.</param>
public sealed record DueNews(string? Policy, LocalDate Day, Instant FirstAt, IReadOnlyList<string> Hosts);

/// <summary>A review that is due.</summary>
/// <param name="Text">What it is, in words.</param>
public sealed record ReviewNews(string Name, Instant DueAt, string Text, string? Policy);

/// <summary>What a file holds of that about which people are told, as of one moment.</summary>
/// <param name="ByPolicy">By the policy's name, in no letter case.</param>
/// <param name="Otherwise">For what is under no policy.</param>
public sealed record NoticeFacts(
    IReadOnlyDictionary<string, NotifySettings> ByPolicy, NotifySettings Otherwise,
    IReadOnlyList<RolloutNews> Rollouts, IReadOnlyList<WindowNews> Windows, IReadOnlyList<DueNews> Dues, IReadOnlyList<ReviewNews> Reviews)
{
    /// <summary>What counts for something under these policies.</summary>
    public NotifySettings Of(IEnumerable<string?> policies) =>
        policies.OfType<string>().Select(p => ByPolicy.GetValueOrDefault(p)).OfType<NotifySettings>().Aggregate((NotifySettings?)null, (sum, each) => sum is null ? each : sum.And(each)) ?? Otherwise;
}
