using Cockpit.Core.Hosts;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Scanner.Linux;

/// <summary>Timers that install updates, of "systemctl show" in UTC. Pure.</summary>
internal static class SystemdTimers
{
    /// <summary>The units that are on, each with its next run where it has one.</summary>
    public static IReadOnlyDictionary<string, Instant?> Active(HostAnswer host)
    {
        var found = new Dictionary<string, Instant?>(StringComparer.Ordinal);
        var block = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (host.Sections.Find("timers")?.Lines ?? []).Append(""))
        {
            var equals = line.IndexOf('=');
            if (equals > 0)
            {
                block[line[..equals]] = line[(equals + 1)..];
            }
            else if (block.Count > 0)
            {
                if (block.GetValueOrDefault("ActiveState") == "active" && block.TryGetValue("Id", out var id) && Clean.IsWord(id))
                {
                    found[id] = Moment(block.GetValueOrDefault("NextElapseUSecRealtime", "")) is { } at ? host.Clock.Ours(at.ToUnixTimeSeconds()) : null;
                }

                block = new Dictionary<string, string>(StringComparer.Ordinal);
            }
        }

        return found;
    }

    /// <summary>The updaters whose timer or service is on.</summary>
    public static IEnumerable<ForeignUpdater> Updaters(HostAnswer host, params (string Unit, string Name)[] known)
    {
        var active = Active(host);
        return known.Where(k => active.ContainsKey(k.Unit)).Select(k => new ForeignUpdater(k.Name, active[k.Unit]));
    }

    /// <summary>"Wed 2026-11-25 06:32:10 UTC".</summary>
    private static Instant? Moment(string text) =>
        text.Split(' ') is [_, var date, var time, "UTC"]
        && LocalDatePattern.Iso.Parse(date) is { Success: true, Value: var day }
        && LocalTimePattern.ExtendedIso.Parse(time) is { Success: true, Value: var clock }
            ? (day + clock).InUtc().ToInstant()
            : null;
}
