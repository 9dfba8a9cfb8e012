using Cockpit.Core.Hosts;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;

namespace Cockpit.Operations;

/// <summary>The way to hosts, real ones and a demo's simulated ones, for one piece of work. Thread-safe.</summary>
internal sealed class HostAccess(Session session) : IDisposable
{
    private readonly HostConnector connector = new(RemoteSettings.OfThisUser());

    public HostConnector Connector => connector;

    /// <summary>Scans one host; every failure is a result.</summary>
    public ScanResult Scan(Host host, Duration timeout, CancellationToken cancellation) =>
        new HostScanner(connector, session.Clock).Scan(host, new ScanOptions { Timeout = timeout }, cancellation);

    public void Dispose() => connector.Dispose();
}
