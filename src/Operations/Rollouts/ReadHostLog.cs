using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <param name="Step">Which step and attempt printed it, such as "patch 1".</param>
/// <param name="Text">One line, safe to show.</param>
public sealed record LogLine(Instant At, string Step, string Text);

public sealed record HostLog(string RolloutId, string Host, IReadOnlyList<LogLine> Lines);

/// <summary>What a host's jobs printed in a rollout, in order.</summary>
public static class ReadHostLog
{
    /// <exception cref="CockpitException">ROLLOUT_UNKNOWN, HOST_NOT_IN_ROLLOUT.</exception>
    public static HostLog Run(Session session, RolloutId id, string host) => session.Read(t =>
    {
        var state = RolloutAct.Find(t, id);
        HostId hostId = RolloutAct.HostNamed(state, host);
        return new HostLog(id.ToString(), state.Hosts[hostId].Plan.Name, [.. t.JobLog(state, hostId).SelectMany(Lines)]);
    });

    private static IEnumerable<LogLine> Lines(JobLogPart part)
    {
        // An effect's id ends in its step and its attempt.
        string[] id = part.Effect.Split('-');
        string step = $"{id[^2]} {id[^1]}";
        return Printable.Text(part.Text).TrimEnd('\n').Split('\n').Select(line => new LogLine(part.At, step, line));
    }
}
