using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Discovery;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>One host that answered, as a row of an inventory.</summary>
/// <param name="Name">By reverse DNS where that was asked and answers, else the address.</param>
/// <param name="Known">The host of the file that has this address; null where none has.</param>
public sealed record DiscoveredHost(string Name, string Address, int Port, string Transport, string? Banner, string? Known);

/// <param name="Addresses">How many were tried.</param>
public sealed record DiscoveredHosts(string Network, int Addresses, IReadOnlyList<DiscoveredHost> Hosts, double DurationSeconds);

/// <summary>Looks for hosts in a network. Adds nothing: its CSV is what an import reads.</summary>
public static class DiscoverHosts
{
    public static IReadOnlyList<int> DefaultPorts { get; } = [22, 5985, 5986];

    /// <summary>Connections a second where nothing is said, and at most.</summary>
    public const int DefaultRate = SearchWish.DefaultRate, MaxRate = SearchWish.MaxRate;

    /// <param name="rate">Connections a second.</param>
    /// <exception cref="CockpitException">USAGE.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DiscoveredHosts Run(Session session, string network, IReadOnlyList<int> ports, int rate, bool names, Action<int, int, int>? onAddress, CancellationToken cancellation)
    {
        if (AddressRange.Parse(network, out string problem) is not { } range) throw new CockpitException(CallErrors.Usage.Because($"{Printable.Line(network, 60)} cannot be searched. {problem}"));
        var begun = session.Now;
        var found = new NetworkSearch(new SearchWish(range, ports, rate, names)).Run(onAddress, cancellation);
        IReadOnlyList<Host> hosts = File.Exists(session.FilePath) ? session.Read(t => t.Hosts()) : [];
        var known = hosts.SelectMany(h => h.Aliases.Append(h.Address).Append(h.Name).Select(a => (Address: a, h.Name))).DistinctBy(h => h.Address, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(h => h.Address, h => h.Name, StringComparer.OrdinalIgnoreCase);
        return new DiscoveredHosts(Printable.Line(network), range.Count, [.. found.Select(Row)], Math.Round((session.Now - begun).TotalSeconds, 1));

        DiscoveredHost Row(FoundHost f)
        {
            string address = f.Address.ToString();
            string name = f.Name is { } given ? Printable.Line(given, 253) : address.Replace(':', '-');
            return new(name, address, f.Port, f.IsWinRm ? "winrm" : "ssh", f.Banner, known.GetValueOrDefault(address) ?? known.GetValueOrDefault(name));
        }
    }
}
