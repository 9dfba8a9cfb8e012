using Cockpit.Core.Errors;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Risk;

namespace Cockpit.Operations.Risk;

/// <summary>How far the scores follow rules and feeds.</summary>
/// <param name="Done">All do.</param>
/// <param name="RulesVersion">Which rules made the scores that are not reached yet; those in force when done.</param>
public sealed record RescoreResult(bool Done, int RulesVersion, int Percent);

/// <summary>
/// Makes scores anew that rules or feeds changed, and goes on where a program that ended had stopped. Whatever changes rules or feeds calls it, a
/// worker does some now and then, and anybody may.
/// </summary>
public static class Rescore
{
    /// <exception cref="CockpitException">The file codes; what was scored so far stays so.</exception>
    public static RescoreResult Run(Session session, CancellationToken cancellation)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        Continue(session, file, cancellation);
        return file.Read(Progress);
    }

    internal static RescoreResult Progress(ReadTransaction t)
    {
        ScoringProgress progress = t.ScoringProgress();
        return new RescoreResult(progress.Done, progress.RulesVersion, progress.Percent);
    }

    /// <summary>The same on a file that is open. Hosts whose points moved are compared with their updates anew.</summary>
    internal static bool Continue(Session session, CockpitFile file, CancellationToken cancellation)
    {
        // Somebody else may wait for the lock: without a pause the next transaction would take it before they wake up.
        while (!Rescoring.Some(file, session.Actor, session.Now))
        {
            if (cancellation.WaitHandle.WaitOne(Pause)) return false;
        }
        return AlignHosts.Due(session, file, cancellation);
    }

    /// <summary>Lets others come to the lock between two transactions.</summary>
    internal static void Breathe() => Thread.Sleep(Pause);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
}
