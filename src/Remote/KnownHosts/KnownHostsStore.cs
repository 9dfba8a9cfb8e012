using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.KnownHosts;

/// <summary>The known_hosts files and lists of revoked keys, read again when they change: a worker lives for weeks. Thread-safe.</summary>
/// <param name="now">The time, for certificates.</param>
internal sealed class KnownHostsStore(Func<DateTimeOffset> now)
{
    /// <summary>16 MiB hold some 40,000 hosts with three keys each; more is no known_hosts file.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Read<IReadOnlyList<KnownHostsLine>>> _known = new();
    private readonly ConcurrentDictionary<string, Read<IReadOnlyList<HostKey>?>> _revoked = new();

    /// <exception cref="CockpitException">HOST_KEY_UNKNOWN where a file is there and cannot be read: what it says could be "revoked". HOST_KEY_REVOKED
    /// where RevokedHostKeys cannot be read, as in ssh.</exception>
    public KnownKeys For(SshTarget target) => new(
        target.KnownHosts.SelectMany(Lines), new HostKeyNames(target.KeyNames, target.Port, target.KeyAliased), target.RevokedHostKeys is { } file ? Revoked(file) : [], now);

    private IReadOnlyList<KnownHostsLine> Lines(string file) => Text(file, _known, text => KnownHostsFile.Parse(file, text), []);

    private IReadOnlyList<HostKey> Revoked(string file)
    {
        if (!File.Exists(file))
        {
            throw Unchecked($"RevokedHostKeys names {file}, which is not there.");
        }

        try
        {
            return Text(file, _revoked, RevokedKeys.Parse, []) ?? throw Unchecked($"{file} is a key revocation list; this program reads a list of public keys.");
        }
        catch (CockpitException e) when (e.Fault.Code == RemoteErrors.HostKeyUnknown)
        {
            throw Unchecked(e.Fault.What);
        }
    }

    private static T Text<T>(string file, ConcurrentDictionary<string, Read<T>> read, Func<string, T> parse, T none)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            return none;
        }

        if (read.TryGetValue(file, out var known) && known.At == info.LastWriteTimeUtc && known.Length == info.Length)
        {
            return known.Value;
        }

        try
        {
            if (info.Length > MaxBytes)
            {
                throw Unreadable($"{file} is larger than {MaxBytes / 1024 / 1024} MB.");
            }

            var value = parse(File.ReadAllText(file));
            read[file] = new Read<T>(info.LastWriteTimeUtc, info.Length, value);
            return value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"{file} cannot be read.");
        }
    }

    private static CockpitException Unreadable(string what) =>
        new(RemoteErrors.HostKeyUnknown.Because(what, "Make the file readable, then run it again."));

    private static CockpitException Unchecked(string what) =>
        new(RemoteErrors.HostKeyRevoked.Because(what, "No key is trusted until that list can be read: correct RevokedHostKeys in the ssh configuration."));

    private sealed record Read<T>(DateTime At, long Length, T Value);
}
