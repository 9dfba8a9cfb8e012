using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;

namespace Cockpit.Operations.Audit;

public sealed record AuditList(IReadOnlyList<AuditEntry> Events);

/// <summary>Lists the journal, newest first.</summary>
public static class ListAudit
{
    /// <param name="limit">Rows at most.</param>
    /// <param name="beforeSeq">Only rows before this one, for the next page.</param>
    public static AuditList Run(Session session, int limit, long beforeSeq = long.MaxValue) =>
        session.Read(t =>
        {
            var hosts = t.HostNames();
            return new AuditList(t.Newest(limit, beforeSeq).ConvertAll(row => AuditEntry.Of(row, hosts)));
        });
}
