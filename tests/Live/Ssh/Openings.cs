using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Connections that are meant to fail.</summary>
internal static class Openings
{
    private static readonly Duration Short = Duration.FromSeconds(1);

    public static Fault Fails(this Sshd sshd, Host host, Func<RemoteSettings, RemoteSettings>? change = null)
    {
        // Peers that never answer are given a second; a real sshd under load may need longer.
        var limit = host.Name == "peer" || sshd.Stopped || host.Port != sshd.Port ? Short : Duration.FromSeconds(20);
        using var connector = sshd.Connector(s => (change?.Invoke(s) ?? s) with { ConnectTimeout = limit });
        return Assert.Throws<CockpitException>(() => connector.Open(host, TestContext.Current.CancellationToken)).Fault;
    }

    public static string KnownHostsWith(this Sshd sshd, string text)
    {
        var file = Path.Combine(sshd.Home.Folder, $"known_hosts_{Guid.NewGuid():N}");
        File.WriteAllText(file, text + "\n");
        return file;
    }
}
