using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;

namespace Cockpit.Operations;

/// <summary>The way to hosts, real ones and a demo's simulated ones, for one piece of work. Thread-safe.</summary>
internal sealed class HostAccess : IDisposable
{
    /// <summary>A rollout waits longer for a connection than a scan: what it came for is worth it.</summary>
    private static readonly Duration ConnectTimeout = Duration.FromSeconds(20);

    private readonly HostConnector connector = new(RemoteSettings.OfThisUser() with { ConnectTimeout = ConnectTimeout });
    private readonly HostConnector scanConnector = new(RemoteSettings.OfThisUser());
    private readonly HostPort port;
    private readonly Session session;

    public HostAccess(Session session)
    {
        this.session = session;
        port = new HostPort(connector, new PortLimits(), TimeProvider.System);
    }

    /// <summary>Scans one host; every failure is a result.</summary>
    public ScanResult Scan(Host host, Duration timeout, CancellationToken cancellation) =>
        new HostScanner(scanConnector, session.Clock).Scan(host, new ScanOptions { Timeout = timeout }, cancellation);

    /// <summary>What the exact install would do on a host; every failure is an answer.</summary>
    public SimulatedInstall SimulateInstall(SelectedHost host, CancellationToken cancellation) =>
        new InstallSimulator(connector).Simulate(host.Host, host.MachineId, host.Updates, cancellation);

    /// <summary>The way that a rollout's effects take to this host.</summary>
    public IHostPort PortOf(PlanHost host) => port;

    public void Dispose()
    {
        port.Dispose();
        connector.Dispose();
        scanConnector.Dispose();
    }
}
