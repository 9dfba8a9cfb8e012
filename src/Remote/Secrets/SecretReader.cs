using System.Diagnostics;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Secrets;

/// <summary>Reads secrets from where they come from, and keeps them for a short while, so that fifty hosts do not run a command fifty times. Thread-safe.</summary>
/// <param name="vault">Reads one from the vault; throws VAULT_LOCKED, VAULT_MISSING or SECRET_UNKNOWN.</param>
/// <param name="credentialsFolder">$CREDENTIALS_DIRECTORY; null where systemd gives none.</param>
public sealed class SecretReader(Func<string, Secret> vault, string? credentialsFolder) : IDisposable
{
    /// <summary>A changed password counts after this long; a command is asked as often.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    /// <summary>What failed is not asked again at once by each of many hosts.</summary>
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>For whoever has no vault.</summary>
    public static SecretReader WithoutVault { get; } = new(name => throw new CockpitException(CredentialErrors.VaultMissing.Because($"There is no vault to read {name} from.")), null);

    /// <summary>A password: the first line, as <c>pass</c> prints it.</summary>
    /// <exception cref="CockpitException">SECRET_UNAVAILABLE, VAULT_*.</exception>
    public Secret Line(SecretSource source, CancellationToken cancellation)
    {
        using var whole = Whole(source, cancellation);
        var end = whole.Bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? whole.Bytes : whole.Bytes[..end];
        return line.Length > 0 ? new Secret(line) : throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"{source} gives an empty first line."));
    }

    /// <summary>All of it, such as a private key. The caller owns the copy.</summary>
    public Secret Whole(SecretSource source, CancellationToken cancellation)
    {
        // The vault is opened and closed by others, and reading it costs nothing; so it is never kept.
        if (source.Kind == SecretKind.Vault) return vault(source.Name);
        Kept kept;
        lock (_kept)
        {
            if (!_kept.TryGetValue(source.ToString(), out kept!)) _kept[source.ToString()] = kept = new Kept();
        }
        lock (kept)
        {
            if (kept.At is { } at && Stopwatch.GetElapsedTime(at) < (kept.Value is null ? BadFor : GoodFor))
                return kept.Value?.Copy() ?? throw new CockpitException(kept.Fault!);
            kept.Value?.Dispose();
            (kept.Value, kept.Fault) = (null, null);
            try
            {
                kept.Value = source.Kind switch
                {
                    SecretKind.Command => SecretCommand.Run(source.Command, cancellation),
                    SecretKind.Systemd => FromSystemd(source.Name),
                    _ => throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"{source} is answered by a person.")),
                };
                return kept.Value.Copy();
            }
            catch (CockpitException e)
            {
                kept.Fault = e.Fault;
                throw;
            }
            finally
            {
                kept.At = cancellation.IsCancellationRequested ? null : Stopwatch.GetTimestamp();
            }
        }
    }

    public void Dispose()
    {
        lock (_kept)
        {
            foreach (var kept in _kept.Values) kept.Value?.Dispose();
            _kept.Clear();
        }
    }

    private Secret FromSystemd(string name)
    {
        if (credentialsFolder is null) throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"systemd gave this process no credential {name}.", "Add LoadCredential= or LoadCredentialEncrypted= to the unit."));
        try
        {
            using var file = new FileStream(Path.Combine(credentialsFolder, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > Secret.MaxBytes) throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"The systemd credential {name} is longer than a secret."));
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var secret = new Secret(bytes);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
            return secret;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"The systemd credential {name} cannot be read."), e);
        }
    }

    private sealed class Kept
    {
        public long? At;
        public Secret? Value;
        public Fault? Fault;
    }
}
