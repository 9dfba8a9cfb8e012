using Cockpit.Core.Operations;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Updates;

/// <summary>The fleet's updates as they stand now.</summary>
public sealed record UpdateQueueRead(UpdateList List) : Message;

/// <summary>What the screen of updates asks operations for.</summary>
internal static class UpdateWork
{
    /// <summary>Updates that are read; a fleet of one distribution has some hundred.</summary>
    private const int Most = 2_000;

    public static Work Read => new("updates", c => new UpdateQueueRead(ListUpdates.Run(c.Session, null, security: false, Most)));

    public static Work Tick(UpdateLine line, CheckTick tick) => new("tick", c =>
    {
        DecideUpdate.Check(c.Session, line.Update, line.Version, [tick]);
        return new Told($"{tick.Kind.ToString().ToLowerInvariant()} of {line.Update} {line.Version} is ticked off.");
    });

    public static Work Decide(UpdateDraft d) => new(d.Operation.Title, c =>
    {
        if (d.Operation == UpdateOperations.Lift)
        {
            DecideUpdate.Lift(c.Session, d.Line.Update, null, d.Reason);
            return new Told($"{d.Line.Update} is undecided.");
        }
        bool approve = d.Operation == UpdateOperations.Approve;
        var wish = new UpdateWish(d.Line.Update, approve ? d.Line.Version : null, null, [], d.Ticket, d.Reason is { Length: > 0 } reason ? reason : null, d.Until is { } until ? UntilTime.Read(c.Session, until) : null);
        DecidedUpdate done = approve ? DecideUpdate.Approve(c.Session, wish) : d.Operation == UpdateOperations.Reject ? DecideUpdate.Reject(c.Session, wish) : DecideUpdate.Defer(c.Session, wish);
        return new Told($"{done.Update}{(approve ? $" {d.Line.Version}" : "")} is {done.Decision}.");
    });
}
