using System.Security.Cryptography;
using Cockpit.Core.Credentials;
using Cockpit.Core.Hosts;
using Cockpit.Remote.Secrets;
using NodaTime;

namespace Cockpit.Remote;

/// <summary>Whose keys and known hosts are used, and the bounds of a connection.</summary>
/// <param name="Home">The home folder, $HOME: its .ssh holds keys and known_hosts.</param>
/// <param name="UserName">Who runs this process; also the remote user where neither the host nor the configuration names one.</param>
public sealed record RemoteSettings(string Home, string UserName)
{
    /// <summary>
    /// How long name, TCP and the server's first line may take together, and then once more for key exchange and login.
    /// 10 s suits a scan; a rollout takes 20.
    /// </summary>
    public Duration ConnectTimeout { get; init; } = Duration.FromSeconds(10);

    /// <summary>The machine's ssh configuration, which every ssh reads behind the person's own.</summary>
    public const string StandardSystemConfig = "/etc/ssh/ssh_config";

    /// <summary>The person's ssh configuration.</summary>
    public string UserConfig { get; init; } = Path.Combine(Home, ".ssh", "config");

    /// <summary>The machine's ssh configuration.</summary>
    public string SystemConfig { get; init; } = StandardSystemConfig;

    /// <summary>known_hosts files, read in this order instead of those that the configuration names; null leaves it to the configuration.</summary>
    public IReadOnlyList<string>? KnownHosts { get; init; }

    /// <summary>Keys of hosts that no file knows are accepted and noted. Only on request; a changed key never is.</summary>
    public bool AcceptNew { get; init; }

    /// <summary>Key files that are tried where neither the host nor the configuration names any; those that are missing are passed over.</summary>
    public IReadOnlyList<string> Identities { get; init; } =
    [
        Path.Combine(Home, ".ssh", "id_ed25519"), Path.Combine(Home, ".ssh", "id_ecdsa"), Path.Combine(Home, ".ssh", "id_rsa"),
    ];

    /// <summary>The socket of this process's ssh agent, $SSH_AUTH_SOCK; null for none.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>The credential of this name; null where there is none. Called for each connection, so that a change counts at once.</summary>
    public Func<string, Credential?> Credentials { get; init; } = _ => null;

    /// <summary>The host of the inventory with this name, which may stand in the way to another; null where there is none. Called for each connection through one.</summary>
    public Func<string, Host?> FindHost { get; init; } = _ => null;

    /// <summary>Where secrets come from that no person types.</summary>
    public SecretReader Secrets { get; init; } = SecretReader.WithoutVault;

    /// <summary>Asks the person; null where nobody can be asked.</summary>
    public AskPerson? Ask { get; init; }

    /// <summary>The environment, which the ssh configuration may name.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// Key exchange that resists quantum computers comes first wherever a server has it (COCKPIT_KEX=pq-first), which costs some 45 ms a host
    /// where that is sntrup761. A host whose configuration names KexAlgorithms follows that.
    /// </summary>
    public bool QuantumSafeFirst { get; init; }

    /// <summary>The time, for certificates.</summary>
    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary><see cref="Ask"/> is a person: a refused or missing answer three times in a row ends the asking. Else it is what was handed over, which may come later.</summary>
    public bool AskIsPerson { get; init; } = true;

    /// <summary>Told of a key that was accepted by <see cref="AcceptNew"/> or the configuration's accept-new: the host, the fingerprint, the file that has it now.</summary>
    public Action<string, string, string> KeyAccepted { get; init; } = (_, _, _) => { };

    /// <summary>0 to 1, spreads retries, so that hosts behind one sshd do not come back together.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>A word that no host can guess: what it prints before it is no answer.</summary>
    public Func<string> Nonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The home folder, the name and the agent of whoever runs this process.</summary>
    public static RemoteSettings OfThisUser() =>
        new(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/", Environment.UserName)
        {
            AgentSocket = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket : null,
            QuantumSafeFirst = Environment.GetEnvironmentVariable("COCKPIT_KEX") == "pq-first",
        };
}
