using System.Globalization;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Vault;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Secrets;

/// <summary>
/// What one process has to open things with: a person to ask or what a person handed over, the vault's key, and whose ssh-agent is whose. It lives
/// in memory alone and is wiped when disposed. Thread-safe.
/// </summary>
/// <param name="ask">Asks the person at the terminal; null where there is nobody.</param>
/// <param name="vaultPassphrase">The passphrase from a descriptor, where one was named; called once at most.</param>
public sealed class SecretDesk(AskPerson? ask, Func<Secret>? vaultPassphrase = null) : IDisposable
{
    /// <summary>The systemd credential that holds the vault's passphrase, where a unit gives one.</summary>
    public const string SystemdName = "cockpit-vault";

    private readonly Lock gate = new();
    private readonly Lock opening = new();
    private readonly Dictionary<string, Secret> handed = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Uid, long? LoginUid), string> agents = [];
    private Fault? refused;
    private int version;

    /// <summary>For a worker: it asks nobody, and comes up with the agent of whoever started it, for their own rollouts.</summary>
    public static SecretDesk OfWorker(Session session)
    {
        bool folder = RuntimeFolder.Prepare();
        var desk = new SecretDesk(null) { IsWorker = true, AgentLinks = folder ? RuntimeFolder.SocketOf(session.FilePath) : null };
        if (ThisProcess.AgentSocket is { } socket) desk.SetAgent(session.Actor.Uid, session.Actor.LoginUid, socket);
        return desk;
    }

    public Keyring Keyring { get; } = new();

    /// <summary>Moves with each change of what it has.</summary>
    public int Version => Volatile.Read(ref version);

    public bool CanAsk => ask is not null;

    /// <summary>$CREDENTIALS_DIRECTORY.</summary>
    public static string? CredentialsFolder => Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? folder : null;

    /// <summary>How questions are answered in this process; null where they never are.</summary>
    public AskPerson? Ask => ask ?? (HasHanded ? Handed : null);

    /// <summary>What a person answered before, for a process that has nobody to ask.</summary>
    public void Hand(string question, Secret answer)
    {
        lock (gate)
        {
            if (handed.Remove(question, out Secret? old)) old.Dispose();
            handed[question] = answer.Copy();
            version++;
        }
    }

    public bool Has(Question question)
    {
        lock (gate) return handed.ContainsKey(question.Key);
    }

    /// <summary>
    /// From now on this person's rollouts may use this agent. A new login brings a new socket, and connections of a rollout that began before use it
    /// too: what is kept is a link that points at the newest one.
    /// </summary>
    public void SetAgent(long uid, long? loginUid, string socket)
    {
        lock (gate)
        {
            agents[(uid, loginUid)] = socket;
            version++;
            if (AgentLinks is null) return;
            try
            {
                string link = LinkOf(uid, loginUid), fresh = link + ".new";
                File.Delete(fresh);
                File.CreateSymbolicLink(fresh, socket);
                File.Move(fresh, link, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without the link this person's rollouts have no agent, and their hosts say so.
            }
        }
    }

    /// <summary>Where the links to people's agents are, as the beginning of a path; null where this process keeps none.</summary>
    public string? AgentLinks { get; init; }

    /// <summary>The agent of exactly this person; null where there can be none. One person's agent is never another's.</summary>
    public string? AgentOf(Actor? person)
    {
        if (person is null) return null;
        if (AgentLinks is not null) return LinkOf(person.Uid, person.LoginUid);
        lock (gate) return agents.GetValueOrDefault((person.Uid, person.LoginUid));
    }

    private string LinkOf(long uid, long? loginUid) => $"{AgentLinks}.agent-{uid}-{loginUid?.ToString(CultureInfo.InvariantCulture) ?? "none"}";

    public void Unlock(Secret dataKey)
    {
        Keyring.Open(dataKey);
        lock (gate) version++;
    }

    public void Lock()
    {
        Keyring.Lock();
        lock (gate) version++;
    }

    /// <summary>A secret of the vault; opens it first where this process can.</summary>
    /// <exception cref="CockpitException">VAULT_LOCKED, VAULT_MISSING, VAULT_WRONG_KEY, VAULT_WAIT, VAULT_DAMAGED, SECRET_UNKNOWN.</exception>
    public Secret FromVault(Session session, string name)
    {
        using Secret key = DataKey(session);
        return OpenVault.Take(session, key, name);
    }

    /// <summary>The data key: from memory, a worker of the same user, a command, the person's agent, a descriptor or systemd, the person, in this order.</summary>
    public Secret DataKey(Session session)
    {
        lock (opening)
        {
            if (Keyring.Key() is { } open) return open;
            // A wrong passphrase is not tried once per host.
            if (refused is not null) throw new CockpitException(refused);
            try
            {
                using Secret key = Open(session);
                Unlock(key);
                return key.Copy();
            }
            catch (CockpitException e) when (IsWorker is false)
            {
                refused = e.Fault;
                throw;
            }
        }
    }

    /// <summary>A worker is locked until somebody unlocks it: it does not look for a key whenever a host wants one.</summary>
    public bool IsWorker { get; init; }

    /// <summary>What an unattended process can do by itself, once, at its beginning: a command, a systemd credential.</summary>
    /// <exception cref="CockpitException">As <see cref="FromVault"/>.</exception>
    public bool TryUnattended(Session session, CancellationToken cancellation)
    {
        using Secret? key = OpenVault.ByCommand(session, cancellation) ?? ByGiven(session);
        if (key is not null) Unlock(key);
        return key is not null;
    }

    public void Dispose()
    {
        Keyring.Dispose();
        lock (gate)
        {
            if (AgentLinks is not null) foreach (var (uid, loginUid) in agents.Keys) File.Delete(LinkOf(uid, loginUid));
            foreach (Secret answer in handed.Values) answer.Dispose();
            handed.Clear();
        }
    }

    private bool HasHanded
    {
        get
        {
            // A worker can be handed answers at any time.
            lock (gate) return IsWorker || handed.Count > 0;
        }
    }

    private Secret? Handed(Question question, CancellationToken cancellation)
    {
        lock (gate) return handed.GetValueOrDefault(question.Key)?.Copy();
    }

    private Secret Open(Session session)
    {
        if (IsWorker) throw new CockpitException(CredentialErrors.VaultLocked.Because("The vault is locked."));
        if (DeskClient.KeyOfWorker(session.FilePath) is { } shared) return shared;
        if (OpenVault.ByCommand(session, CancellationToken.None) is { } byCommand) return byCommand;
        if (OpenVault.ByAgent(session, ThisProcess.AgentSocket) is { } byAgent) return byAgent;
        if (ByGiven(session) is { } given) return given;
        using Secret typed = ask?.Invoke(VaultQuestion, CancellationToken.None)
            ?? throw new CockpitException(CredentialErrors.VaultLocked.Because("The vault is locked, and there is nobody to ask for its passphrase."));
        return OpenVault.ByPassphrase(session, typed);
    }

    public static Question VaultQuestion { get; } = new("vault passphrase", "passphrase of the vault", Echo: false);

    private Secret? ByGiven(Session session)
    {
        if (vaultPassphrase is not null)
        {
            using Secret passphrase = vaultPassphrase();
            return OpenVault.ByPassphrase(session, passphrase);
        }
        if (CredentialsFolder is not { } folder || !File.Exists(Path.Combine(folder, SystemdName))) return null;
        using var reader = new SecretReader(_ => throw OpenVault.Missing(), folder);
        using Secret fromSystemd = reader.Line(new SecretSource(SecretKind.Systemd, SystemdName, []), CancellationToken.None);
        return OpenVault.ByPassphrase(session, fromSystemd);
    }
}
