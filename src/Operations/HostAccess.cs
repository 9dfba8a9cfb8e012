using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using Cockpit.Remote;
using Cockpit.Scanner;
using Cockpit.Simulation;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations;

/// <summary>
/// The way to hosts, real ones and a demo's simulated ones, for one piece of work. Only a host that the file itself calls simulated
/// is one; what a plan froze as simulated never reaches a real machine, and the other way round. Thread-safe.
/// </summary>
internal sealed class HostAccess : IDisposable
{
    /// <summary>A rollout waits longer for a connection than a scan: what it came for is worth it.</summary>
    private static readonly Duration ConnectTimeout = Duration.FromSeconds(20);

    private readonly HostConnector connector;
    private readonly HostConnector scanConnector;
    private readonly HostPort port;
    private readonly Session session;
    private readonly Pace pace;
    private readonly Lock gate = new();
    private FleetFile? fleet;
    private SimulatedPort? simulatedPort;
    private PortThread? simulatedThread;

    /// <param name="quick">Simulated hosts take a tenth of a demo's time, for whoever does not watch.</param>
    public HostAccess(Session session, bool quick = false)
    {
        this.session = session;
        pace = quick ? Quick : Pace.Demo;
        RemoteSettings settings = RemoteSettings.OfThisUser() with { FindHost = name => session.Read(t => t.FindHost(name)) };
        connector = new HostConnector(settings with { ConnectTimeout = ConnectTimeout });
        scanConnector = new HostConnector(settings);
        port = new HostPort(connector, new PortLimits(), TimeProvider.System);
    }

    private static Pace Quick { get; } = new(Tenth(Pace.Demo.Connect), Tenth(Pace.Demo.Look), Tenth(Pace.Demo.Patch), Tenth(Pace.Demo.Reboot), Pace.Demo.ConnectTimeout / 10, Pace.Demo.LongReboot / 10);

    private static Simulation.Span Tenth(Simulation.Span span) => new(span.Shortest / 10, span.Longest / 10);

    /// <summary>Scans one host; every failure is a result.</summary>
    public ScanResult Scan(Host host, Duration timeout, CancellationToken cancellation) => host.Transport is Transport.Simulated
        ? SimulatedScan.Of(Simulated().Find(host.Name), host.Name, pace, session.Now)
        : new HostScanner(scanConnector, session.Clock).Scan(host, new ScanOptions { Timeout = timeout }, cancellation);

    /// <summary>What the exact install would do on a host; every failure is an answer.</summary>
    public SimulatedInstall SimulateInstall(SelectedHost host, CancellationToken cancellation) => host.Host.Transport is Transport.Simulated
        ? SimulatedScan.Install(Simulated().Find(host.Host.Name), host.Updates, session.Now)
        : new InstallSimulator(connector).Simulate(host.Host, host.MachineId, host.Updates, cancellation);

    /// <summary>The way that a rollout's effects take to this host.</summary>
    public IHostPort PortOf(PlanHost host)
    {
        if (host.Transport is not Transport.Simulated) return port;
        FleetFile hosts = Simulated();
        lock (gate)
        {
            simulatedPort ??= new SimulatedPort(hosts, pace, () => session.Now);
            simulatedThread ??= new PortThread(simulatedPort, session.Clock);
            return simulatedPort;
        }
    }

    private FleetFile Simulated()
    {
        lock (gate) return fleet ??= FleetFile.Open(FleetFile.PathFor(session.FilePath));
    }

    public void Dispose()
    {
        simulatedThread?.Dispose();
        port.Dispose();
        connector.Dispose();
        scanConnector.Dispose();
    }
}
