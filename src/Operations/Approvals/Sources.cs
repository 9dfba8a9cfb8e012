using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Approvals;

/// <summary>What the pending packages of one host are built from: decisions and holds are about source packages.</summary>
internal sealed class Sources(IReadOnlyDictionary<string, string> byName)
{
    /// <param name="host">Also a number under which a plan knows a host that was merged since.</param>
    public static Sources Of(ReadTransaction t, HostId host) => new(
        t.PendingSources(t.CurrentNumber(host)).GroupBy(s => s.Key.Name).ToDictionary(g => g.Key, g => g.First().Value));

    /// <summary>The package itself where nothing else is known.</summary>
    public string Source(string package) => byName.GetValueOrDefault(package, package);
}
