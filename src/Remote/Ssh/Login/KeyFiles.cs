using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>Private keys from files, each read once and shared by all connections until the file changes. Thread-safe.</summary>
internal sealed class KeyFiles(RemoteSettings settings)
{
    /// <summary>A private key of 16,384 bits is 13 KB as text.</summary>
    private const long MaxBytes = 64 * 1024;

    private readonly ConcurrentDictionary<string, Loaded> _loaded = new();

    /// <summary>The host's own key file, or else the user's usual ones that can be used.</summary>
    /// <exception cref="CockpitException">KEY_FILE_UNUSABLE.</exception>
    public IReadOnlyList<SigningKey> For(SshTarget target)
    {
        if (target.IdentityNamed)
        {
            var own = target.IdentityFiles[0];
            var key = Load(own);
            return key.Key is { } usable ? [usable] : throw Unusable($"{target.Name} is to be reached with {own}, which {key.Why}.");
        }

        var found = target.IdentityFiles.Where(File.Exists).Select(file => (File: file, Key: Load(file))).ToList();
        IReadOnlyList<SigningKey> keys = [.. found.Where(f => f.Key.Key is not null).Select(f => f.Key.Key!)];
        return keys.Count > 0 ? keys
            : throw Unusable(found.Count == 0
                ? $"There is no private key in {Path.Combine(settings.Home, ".ssh")}."
                : string.Join(" ", found.Select(f => $"{f.File} {f.Key.Why}.")));
    }

    private Loaded Load(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            return new Loaded(default, 0, null, "does not exist");
        }

        if (_loaded.TryGetValue(file, out var known) && known.At == info.LastWriteTimeUtc && known.Length == info.Length)
        {
            return known;
        }

        var (key, why) = Read(info);
        return _loaded[file] = new Loaded(info.LastWriteTimeUtc, info.Length, key, why);
    }

    private static (SigningKey? Key, string Why) Read(FileInfo file)
    {
        try
        {
            return file.Length > MaxBytes ? (null, "is no private key") : (new SigningKey(new PrivateKeyFile(file.FullName), file.FullName), "");
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return (null, "is encrypted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, "cannot be read");
        }
#pragma warning disable CA1031 // The library throws whatever its parsers trip over; for the person it is all one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (null, "is no private key that this version knows");
        }
    }

    private static CockpitException Unusable(string what) => new(RemoteErrors.KeyFileUnusable.Because(what));

    private sealed record Loaded(DateTime At, long Length, SigningKey? Key, string Why);
}
