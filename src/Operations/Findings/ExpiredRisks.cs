using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>Lets risks count again whose acceptance has run out. Whichever process opens the file does it, so that none has to be running at that moment.</summary>
internal static class ExpiredRisks
{
    /// <summary>Does nothing but one look into an index where nothing has run out. A file that cannot be written now is left for the next process; lists call the risk open all the same.</summary>
    public static void EndIn(CockpitFile file, Actor by, Instant now)
    {
        if (!file.Writable || !file.Read(t => t.HasExpiredAcceptance(now))) return;
        try
        {
            file.Write(t => t.EndExpiredAcceptances(by, now));
        }
        catch (CockpitException e) when (e.Fault.Code.Exit == ExitCode.BadFile)
        {
            // Another process writes for long, such as an import; the next one to open the file does it.
        }
    }
}
