using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Machines;

namespace Cockpit.Operations.Findings;

/// <summary>A machine of a scanner that is no host here, or may be several.</summary>
/// <param name="Match">"unmatched" or "ambiguous".</param>
/// <param name="Ids">What tells it from all others, as "asset-id tenable:0d4c...".</param>
/// <param name="Settle">The word that, as a further name of a host, says that it is that one.</param>
public sealed record UnmatchedMachine(
    string Machine, string Match, string Why, string? Dns, string? NetBios, string? Ip, IReadOnlyList<string> Ids, long OpenFindings, long Points, string Settle);

public sealed record UnmatchedMachines(IReadOnlyList<UnmatchedMachine> Machines);

/// <summary>Lists the machines whose findings wait for a person to say which host they are, those with the most risk first.</summary>
public static class ListUnmatched
{
    public static UnmatchedMachines Run(Session session) => session.Read(t => new UnmatchedMachines([.. t.LooseMachines().Select(m => new UnmatchedMachine(
        m.Key, m.Ambiguous ? "ambiguous" : "unmatched", m.Why, m.Dns, m.NetBios, m.Ip, [.. m.Ids.Select(i => i.ToString())], m.Open, m.Points,
        m.Ids.Count > 0 ? m.Ids[0].Plain : m.Dns ?? m.NetBios ?? m.Ip ?? m.Label))]));
}
