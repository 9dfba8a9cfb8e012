using System.CommandLine;
using System.Globalization;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class DiscoverCommand
{
    /// <summary>Ports of one search; a person names a handful.</summary>
    private const int MaxPorts = 16;

    public static void AddTo(CommandSet set)
    {
        var network = new Argument<string>("CIDR") { Description = "a network such as 10.2.0.0/24, at most a /16" };
        var ports = Options.Text("--ports", $"ports to try, in this order; {string.Join(',', DiscoverHosts.DefaultPorts)} without it", "P,P");
        var rate = Options.Number("--rate", $"connections a second; {DiscoverHosts.DefaultRate} without it", 1, DiscoverHosts.MaxRate);
        var names = Options.Flag("--names", "asks reverse DNS for names; without it a host is called by its address");
        set.Add(HostOperations.Discover, [network, ports, rate, names], call =>
        {
            using var progress = new Progress(call.Streams, "trying addresses");
            DiscoveredHosts found = DiscoverHosts.Run(
                call.Session, call.Get(network), Ports(call.Get(ports)), call.Get(rate) ?? DiscoverHosts.DefaultRate, call.Get(names), (done, total, _) => progress.Show(done, total), call.TakeInterruptions());
            call.Show(found, CliJson.Default.DiscoveredHosts, () => Rows(found, call.Format), () => [$"{found.Hosts.Count} of {found.Addresses} addresses answer in {found.Network}. Nothing was added; -o csv prints what host import reads."]);
            return (int)ExitCode.Done;
        });
    }

    /// <summary>As CSV only the columns that an import knows.</summary>
    private static Table Rows(DiscoveredHosts found, OutputFormat format) => format is OutputFormat.Csv
        ? new(["name", "address", "port", "transport"], [.. found.Hosts.Select(h => (IReadOnlyList<string>)[h.Name, h.Address, $"{h.Port}", h.Transport])])
        : new(["host", "address", "port>", "by", "says", "known as"], [.. found.Hosts.Select(h => (IReadOnlyList<string>)[h.Name, h.Address, $"{h.Port}", h.Transport, h.Banner ?? "", h.Known ?? ""])]);

    private static IReadOnlyList<int> Ports(string? text)
    {
        if (text is null) return DiscoverHosts.DefaultPorts;
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        List<int> ports = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0).Distinct()];
        return ports.Count <= MaxPorts && ports.All(p => p is >= 1 and <= 65_535) ? ports : throw new CockpitException(CallErrors.Usage.Because($"--ports is a list such as 22,2222 of at most {MaxPorts}, not \"{Printable.Line(text, 40)}\"."));
    }
}
