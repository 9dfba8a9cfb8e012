using Cockpit.Core.Policies.Settings;
using NodaTime;

namespace Cockpit.Core.Notices;

/// <summary>How the people of one thing are told. Of several policies the union of the channels and persons and the shortest times count.</summary>
/// <param name="Channels">Never empty where the file has a channel.</param>
public sealed record NotifySettings(IReadOnlyList<string> Channels, IReadOnlyList<Duration> Windows, Duration Repeat, Duration Remind, Duration Sla, IReadOnlyList<Escalation> Escalations)
{
    /// <param name="all">Every channel of the file, which count where the policy names none.</param>
    public static NotifySettings Of(EffectiveSettings settings, IReadOnlyList<string> all)
    {
        IReadOnlyList<string> named = settings.Get(PolicySettings.NotifyChannels);
        return new NotifySettings(named.Count > 0 ? named : all, settings.Get(PolicySettings.NotifyWindows), settings.Get(PolicySettings.NotifyRepeat), settings.Get(PolicySettings.NotifyRemind),
            settings.Get(PolicySettings.NotifySla), settings.Get(PolicySettings.NotifyEscalation));
    }

    public NotifySettings And(NotifySettings other) => new(
        [.. Channels.Union(other.Channels, StringComparer.OrdinalIgnoreCase)], [.. Windows.Union(other.Windows)], Duration.Min(Repeat, other.Repeat), Duration.Min(Remind, other.Remind), Duration.Max(Sla, other.Sla),
        [.. Escalations.Concat(other.Escalations).OrderBy(e => e.AfterSeconds).DistinctBy(e => e.Mail)]);
}
