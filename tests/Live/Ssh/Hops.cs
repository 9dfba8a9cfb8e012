using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;

namespace Cockpit.Live.Ssh;

/// <summary>Two jump hosts and what lies behind them, each an sshd of its own; one key lets into all of them, and all are known.</summary>
internal sealed class Hops : IDisposable
{
    public Hops(string[]? first = null, string[]? second = null, string[]? target = null)
    {
        Target = Sshd.Start(target ?? []);
        First = Sshd.Start([.. first ?? [], $"AuthorizedKeysFile {Target.Home.AuthorizedKeys}"]);
        Second = Sshd.Start([.. second ?? [], $"AuthorizedKeysFile {Target.Home.AuthorizedKeys}"]);
        File.AppendAllText(Target.Home.KnownHosts, File.ReadAllText(First.Home.KnownHosts) + File.ReadAllText(Second.Home.KnownHosts));
    }

    public Sshd First { get; }

    public Sshd Second { get; }

    public Sshd Target { get; }

    public string ViaFirst => $"127.0.0.11:{First.Port}";

    public string ViaBoth => $"{ViaFirst},127.0.0.12:{Second.Port}";

    public Host Host(int number, string? via = null) => Target.Host(number) with { Via = via ?? ViaFirst };

    public HostConnector Connector(Func<RemoteSettings, RemoteSettings>? change = null) => Target.Connector(change);

    /// <summary>Blocks until it serves no connection.</summary>
    public static void UntilFree(Sshd sshd)
    {
        while (sshd.Serving.Count > 0)
        {
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        Target.Dispose();
    }
}
