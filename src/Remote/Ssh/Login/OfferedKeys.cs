using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Remote.Agent;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>
/// Which keys a login offers, in ssh's order: those of the agent that are also named as files, the agent's others, then files alone; before
/// each key its certificates. The same key is never offered twice, because each offer counts against the server's MaxAuthTries.
/// </summary>
internal sealed class OfferedKeys(SshTarget target, Credential? credential, KeyFiles files, CredentialSecrets secrets, LoginPace pace)
{
    private readonly List<LoginKey> _offered = [];
    private readonly List<string> _unusable = [];

    /// <exception cref="CockpitException">KEY_FILE_UNUSABLE, AGENT_UNAVAILABLE, SECRET_UNAVAILABLE, VAULT_*: a key that was named is not there.</exception>
    public IReadOnlyList<LoginKey> Find()
    {
        var kind = credential?.Login ?? LoginKind.Default;
        if (kind == LoginKind.Password) return [];
        var named = kind != LoginKind.Default && credential!.Key is not null || kind == LoginKind.Default && target.IdentityNamed;
        IReadOnlyList<string> names = kind == LoginKind.Default ? target.IdentityFiles : credential!.Key is { } file ? [file] : [];
        var own = names.Select(Candidate).ToList();
        if (credential?.KeySource is { } source && kind != LoginKind.Default)
        {
            using var text = secrets.KeyText(source, pace.Cancellation);
            own.Add(new Own(source.ToString(), files.Text(source.ToString(), text), null));
        }
        var certificates = Certificates(own);
        var agent = Agent(kind, own);

        foreach (var key in agent.Where(a => own.Any(o => Same(o, a)))) FromAgent(key, certificates);
        if (!(named || target.IdentitiesOnly && kind == LoginKind.Default))
        {
            foreach (var key in agent) FromAgent(key, certificates);
        }
        foreach (var key in own) FromFile(key, certificates, named);
        if (_offered.Count == 0 && named) throw new CockpitException(RemoteErrors.KeyFileUnusable.Because($"{target.Name} is to be reached with {_unusable.FirstOrDefault() ?? $"{names[0]}, which no agent holds"}."));
        if (_offered.Count == 0 && kind == LoginKind.Agent) throw new CockpitException(CredentialErrors.AgentUnavailable.Because($"The ssh-agent holds no key for {target.Name}."));
        return _offered;
    }

    /// <summary>Why files were passed over, as sentences.</summary>
    public IReadOnlyList<string> PassedOver => _unusable;

    private Own Candidate(string file)
    {
        if (file.EndsWith(Credential.PublicSuffix, StringComparison.Ordinal)) return new Own(file, null, PublicKeys.FromFile(file));
        var key = files.File(file);
        // A private key can lie in the agent alone; its public half then says which one is meant.
        return new Own(file, key, key.Blob ?? PublicKeys.FromFile(file + Credential.PublicSuffix));
    }

    private List<byte[]> Certificates(List<Own> own)
    {
        IEnumerable<string> named = credential?.CertificateFile is { } one ? [one] : target.CertificateFiles;
        if (credential?.CertificateFile is { } must && PublicKeys.FromFile(must) is null)
            throw new CockpitException(RemoteErrors.KeyFileUnusable.Because($"{must} is no certificate that can be read."));
        // ssh looks for FILE-cert beside FILE.pub too; a key that comes as text has no place beside it.
        return [.. named.Concat(own.Where(o => o.Key is null || o.Key.Why.Length == 0).Select(o => Beside(o.Name))).Distinct().Select(PublicKeys.FromFile).OfType<byte[]>()];
    }

    private static string Beside(string file) =>
        (file.EndsWith(Credential.PublicSuffix, StringComparison.Ordinal) ? file[..^Credential.PublicSuffix.Length] : file) + "-cert.pub";

    private IReadOnlyList<AgentKey> Agent(LoginKind kind, List<Own> own)
    {
        var needed = kind == LoginKind.Agent || own.Any(o => o.Key is null);
        // A key that a credential names as a private file is that file, also at night when nobody's agent is there.
        if (!needed && kind != LoginKind.Default) return [];
        var socket = credential?.Agent ?? target.AgentSocket;
        if (socket is null) return needed ? throw new CockpitException(CredentialErrors.AgentUnavailable.Because($"{target.Name} is to be reached with a key in an ssh-agent, and no agent is named.")) : [];
        try
        {
            return new AgentClient(socket).Keys();
        }
        catch (CockpitException e) when (!needed && e.Fault.Code == CredentialErrors.AgentUnavailable)
        {
            // As ssh does: an agent that is gone leaves the key files.
            return [];
        }
    }

    private static bool Same(Own own, AgentKey key) => own.Blob is { } blob && (key.Blob.AsSpan().SequenceEqual(blob) || PublicKeys.Certifies(key.Blob, blob));

    private void FromAgent(AgentKey key, List<byte[]> certificates)
    {
        // RSA signs with SHA-512 when asked to (flag 4); the others have one way.
        var flags = key.Type.StartsWith("ssh-rsa", StringComparison.Ordinal) ? 4u : 0u;
        var agent = new AgentClient(credential?.Agent ?? target.AgentSocket!);
        var label = $"{(key.Comment.Length > 0 ? key.Comment : key.Type)} of the ssh-agent";
        Offer(key.Blob, certificates, data => pace.Waiting(() => agent.Sign(key.Blob, data, flags)), label);
    }

    private void FromFile(Own own, List<byte[]> certificates, bool named)
    {
        if (own.Key is not { } key) return;
        if (key.Why.Length > 0)
        {
            if (named || key.Why != "does not exist") _unusable.Add($"{own.Name}, which {key.Why}");
            return;
        }
        if (_offered.Any(o => own.Blob is not null && o.Data.AsSpan().SequenceEqual(own.Blob))) return;
        if (key.Encrypted && !CanOpen)
        {
            _unusable.Add($"{own.Name}, which is encrypted");
            return;
        }
        if (key.Blob is null) pace.Waiting(() => { key.Know(Passphrase); return true; });
        Offer(key.Blob!, certificates, data => pace.Waiting(() => key.Sign(data, Passphrase)), own.Name);

        SharedAnswers.Answer Passphrase(bool anew) => credential?.Passphrase is { } source
            ? secrets.Take(credential, source, CredentialSecrets.PassphraseName, anew, pace.Cancellation)
            : secrets.Answers.Take(new Question($"passphrase {own.Name}", $"passphrase of {HostText.OneLine(own.Name)}", Echo: false), anew, pace.Cancellation);
    }

    private bool CanOpen => credential?.Passphrase is not null || secrets.Answers.CanAsk;

    private void Offer(byte[] blob, List<byte[]> certificates, Func<byte[], byte[]> sign, string label)
    {
        foreach (var certificate in certificates.Where(c => PublicKeys.Certifies(c, blob))) Add(certificate, sign, $"a certificate for {label}");
        if (credential?.Login != LoginKind.Certificate) Add(blob, sign, label);
    }

    private void Add(byte[] blob, Func<byte[], byte[]> sign, string label)
    {
        if (LoginKey.AlgorithmOf(blob) is { } algorithm && !_offered.Any(o => o.Data.AsSpan().SequenceEqual(blob))) _offered.Add(new LoginKey(algorithm, blob, sign, label));
    }

    /// <param name="Key">Null where only the public half is named, whose private half an agent holds.</param>
    private sealed record Own(string Name, PrivateKey? Key, byte[]? PublicOnly)
    {
        public byte[]? Blob => Key?.Blob ?? PublicOnly;
    }
}
