using Cockpit.Core.Journal;
using Cockpit.Store.Journal;

namespace Cockpit.Operations.Audit;

public sealed record ChainHead(long Seq, string Hash);

/// <param name="Events">Rows that hold.</param>
/// <param name="Head">The last row that holds; noted elsewhere, it shows a cut tail.</param>
/// <param name="FirstBadSeq">The first row that does not hold, or null.</param>
public sealed record ChainReport(bool Ok, long Events, ChainHead Head, long? FirstBadSeq);

/// <summary>Checks the journal's chain and names its head, or the first altered row.</summary>
public static class VerifyAudit
{
    public static ChainReport Run(Session session) => session.Read(t =>
    {
        ChainCheck check = t.CheckChain();
        return new ChainReport(check.FirstBadSeq is null, check.Events, new ChainHead(check.Events, Convert.ToHexStringLower(check.Head.Span)), check.FirstBadSeq);
    });
}
