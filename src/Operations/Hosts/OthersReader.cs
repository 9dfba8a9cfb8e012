using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>What others changed on one host lately, in a sentence.</summary>
/// <param name="SinceAt">When the first scan of this time found it.</param>
internal sealed record OthersLately(Instant SinceAt, string Text);

/// <summary>Reads what was changed by others and is still worth a look.</summary>
internal static class OthersReader
{
    /// <summary>How long it stands on the Overview and in plans: who looks once a week sees each once.</summary>
    public static readonly Duration ShownFor = Duration.FromDays(7);

    public static Dictionary<HostId, OthersLately> Read(ReadTransaction t, Instant now) => t.ChangedByOthers(now - ShownFor).GroupBy(c => c.Host).ToDictionary(g => g.Key, g =>
    {
        ScanChange[] changes = [.. g.SelectMany(c => c.Delta.Changes.Where(x => x.ByOthers))];
        return new OthersLately(g.First().At, ChangeWords.Summary(changes, g.Sum(c => c.Delta.ByOthers) - changes.Length));
    });
}
