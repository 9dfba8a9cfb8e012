using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;
using Cockpit.Remote;
using Cockpit.Remote.Secrets;
using Cockpit.Scanner;
using Cockpit.Simulation;
using Cockpit.Store.Credentials;
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

    private readonly HostConnector connector, scanConnector;
    private readonly SecretReader secrets;
    private readonly Dictionary<string, (HostPort Port, HostConnector Connector)> ports = new(StringComparer.Ordinal);
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
        secrets = new SecretReader(name => session.Desk.FromVault(session, name), SecretDesk.CredentialsFolder);
        connector = new HostConnector(Settings(ThisProcess.AgentSocket) with { ConnectTimeout = ConnectTimeout });
        scanConnector = new HostConnector(Settings(ThisProcess.AgentSocket));
    }

    /// <summary>A key that was accepted because the person's ssh configuration says accept-new is an act of theirs like any other.</summary>
    private void NoteAccepted(string host, string fingerprint, string file) => session.Write(t =>
    {
        if (t.FindHost(host) is { } known) t.NoteTrustedKey(known, fingerprint, "", file, session.Actor, session.Now);
        return true;
    });

    private static Pace Quick { get; } = new(Tenth(Pace.Demo.Connect), Tenth(Pace.Demo.Look), Tenth(Pace.Demo.Patch), Tenth(Pace.Demo.Reboot), Pace.Demo.ConnectTimeout / 10, Pace.Demo.LongReboot / 10);

    private static Simulation.Span Tenth(Simulation.Span span) => new(span.Shortest / 10, span.Longest / 10);

    /// <summary>Scans one host; every failure is a result.</summary>
    public ScanResult Scan(Host host, ScanOptions options, CancellationToken cancellation) => host.Transport is Transport.Simulated
        ? SimulatedScan.Of(Simulated().Find(host.Name), host.Name, pace, session.Now)
        : new HostScanner(scanConnector, session.Clock).Scan(host, options, cancellation);

    /// <summary>Opens a session and tells each step of the connection.</summary>
    public IHostSession Walk(Host host, Action<ConnectionStage, string> onStep, CancellationToken cancellation) => scanConnector.Walk(host, onStep, cancellation);

    /// <summary>The key that a host shows right now.</summary>
    public ShownHostKey ShowKey(Host host, CancellationToken cancellation) => scanConnector.ShowKey(host, cancellation);

    /// <summary>What the exact install would do on a host; every failure is an answer.</summary>
    public SimulatedInstall SimulateInstall(SelectedHost host, CancellationToken cancellation) => host.Host.Transport is Transport.Simulated
        ? SimulatedScan.Install(Simulated().Find(host.Host.Name), host.Updates, session.Now)
        : new InstallSimulator(connector).Simulate(host.Host, host.MachineId, host.Updates, cancellation);

    /// <summary>The way that a rollout's effects take to this host: with the agent of the person who started it, and of nobody else.</summary>
    public IHostPort PortOf(RolloutState rollout, PlanHost host)
    {
        if (host.Transport is not Transport.Simulated)
        {
            string? agent = session.Desk.AgentOf(rollout.StartedBy);
            lock (gate)
            {
                if (ports.TryGetValue(agent ?? "", out var known)) return known.Port;
                var own = new HostConnector(Settings(agent) with { ConnectTimeout = ConnectTimeout });
                var port = new HostPort(own, new PortLimits(), TimeProvider.System);
                ports[agent ?? ""] = (port, own);
                return port;
            }
        }
        FleetFile hosts = Simulated();
        lock (gate)
        {
            simulatedPort ??= new SimulatedPort(hosts, pace, () => session.Now);
            simulatedThread ??= new PortThread(simulatedPort, session.Clock);
            return simulatedPort;
        }
    }

    private RemoteSettings Settings(string? agent) => RemoteSettings.OfThisUser() with
    {
        AgentSocket = agent,
        FindHost = name => session.Read(t => t.FindHost(name)),
        Credentials = name => session.Read(t => t.FindCredential(name)),
        Secrets = secrets,
        Ask = session.Desk.Ask,
        AskIsPerson = session.Desk.CanAsk,
        KeyAccepted = NoteAccepted,
    };

    private FleetFile Simulated()
    {
        lock (gate) return fleet ??= FleetFile.Open(FleetFile.PathFor(session.FilePath));
    }

    public void Dispose()
    {
        simulatedThread?.Dispose();
        foreach (var (port, own) in ports.Values)
        {
            port.Dispose();
            own.Dispose();
        }
        connector.Dispose();
        scanConnector.Dispose();
        secrets.Dispose();
    }
}
