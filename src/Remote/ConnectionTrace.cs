using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote;

/// <summary>The steps of a connection, in their order.</summary>
public enum ConnectionStage
{
    /// <summary>The ssh configuration was read for this host.</summary>
    Config,

    /// <summary>Its name has an address, or a jump host looks it up.</summary>
    Name,

    /// <summary>A connection stands: TCP, or a channel of a jump host.</summary>
    Connected,

    /// <summary>The server said its first line.</summary>
    FirstLine,

    /// <summary>Both sides agreed on algorithms and keys.</summary>
    KeyExchange,

    /// <summary>The host's key is one that is known.</summary>
    HostKey,

    /// <summary>The user is logged in.</summary>
    Login,
}

/// <summary>Is told how far one connection comes, from the threads of the connection, one call at a time.</summary>
internal sealed class ConnectionTrace(Action<ConnectionStage, string>? tell, bool stopsAtKey = false)
{
    /// <summary>The connection ends when the host has shown its key; nobody logs in.</summary>
    public bool StopsAtKey => stopsAtKey;

    /// <summary>What the connection was made for.</summary>
    public SshTarget? Target { get; private set; }

    /// <summary>Who answered.</summary>
    public string Peer { get; private set; } = "";

    /// <summary>The key that was shown, with what the files say of it; null until then.</summary>
    public (HostKey Key, HostKeyVerdict Verdict, KnownKeys Known)? Shown { get; private set; }

    public void Tell(ConnectionStage stage, string detail) => tell?.Invoke(stage, HostText.OneLine(detail));

    public void For(SshTarget target)
    {
        Target = target;
        var way = target.Jumps.Count > 0 ? $" through {string.Join(", ", target.Jumps.Select(j => j.Name))}" : target.ProxyCommand is not null ? " through a ProxyCommand" : "";
        Tell(ConnectionStage.Config, $"{target.User}@{target.HostName}, port {target.Port}{way}");
    }

    public void Connected(string peer)
    {
        Peer = peer;
        Tell(ConnectionStage.Connected, peer);
    }

    public void Show(HostKey key, HostKeyVerdict verdict, KnownKeys known) => Shown = (key, verdict, known);
}
