using System.Security.Cryptography;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Remote.Secrets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>
/// One private key. An encrypted one is opened when it first has to sign, once for all connections: that costs 0.7 s of CPU, and maybe a
/// person. Thread-safe.
/// </summary>
internal sealed class PrivateKey
{
    /// <summary>As ssh asks for a passphrase: three times.</summary>
    private const int MostTries = 3;

    private readonly Lock _opening = new();
    private readonly byte[] _text;
    private volatile HostAlgorithm? _open;

    private PrivateKey(string label, byte[] text, string why) => (Label, _text, Why) = (label, text, why);

    /// <summary>The file's path, or where its text comes from.</summary>
    public string Label { get; }

    /// <summary>The public half; null where it can only be known with the passphrase, or where there is no key.</summary>
    public byte[]? Blob { get; private set; }

    public bool Encrypted { get; private set; }

    /// <summary>Why there is no key, as the end of a sentence; "" where there is one.</summary>
    public string Why { get; }

    public static PrivateKey Unusable(string label, string why) => new(label, [], why);

    /// <param name="text">The file's content; this object keeps it where it is encrypted.</param>
    public static PrivateKey Of(string label, byte[] text)
    {
        try
        {
            var algorithm = Read(text, null);
            return new PrivateKey(label, [], "") { _open = algorithm, Blob = algorithm.Data };
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return new PrivateKey(label, text, "") { Encrypted = true, Blob = PublicKeys.OfPrivate(Encoding.UTF8.GetString(text)) ?? PublicKeys.FromFile(label + ".pub") };
        }
#pragma warning disable CA1031 // The library throws whatever its parsers trip over; for the person it is all one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Unusable(label, "is no private key that this version knows");
        }
    }

    /// <summary>Signs as the key's algorithm does; opens the key before that where it is encrypted.</summary>
    /// <param name="passphrase">Called with whether it is asked anew, after a wrong one.</param>
    /// <exception cref="CockpitException">KEY_FILE_UNUSABLE, or what the passphrase's source throws.</exception>
    public byte[] Sign(byte[] data, Func<bool, SharedAnswers.Answer> passphrase) => Open(passphrase).Sign(data);

    /// <summary>Opens it now, for a key whose public half is not known before.</summary>
    public void Know(Func<bool, SharedAnswers.Answer> passphrase) => Blob = Open(passphrase).Data;

    private HostAlgorithm Open(Func<bool, SharedAnswers.Answer> passphrase)
    {
        if (_open is { } open) return open;
        lock (_opening)
        {
            for (var attempt = 1; _open is null; attempt++)
            {
                using var answer = passphrase(attempt > 1);
                try
                {
                    _open = Read(_text, answer.Value.Reveal());
                    answer.Accepted();
                    CryptographicOperations.ZeroMemory(_text);
                }
#pragma warning disable CA1031 // As above: a wrong passphrase shows as any kind of nonsense.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    answer.Refused();
                    if (attempt == MostTries || answer.IsFixed) throw new CockpitException(RemoteErrors.KeyFileUnusable.Because($"The passphrase does not open {Label}."), e);
                }
            }
            return _open;
        }
    }

    private static HostAlgorithm Read(byte[] text, string? passphrase)
    {
        var key = new PrivateKeyFile(new MemoryStream(text), passphrase);
        return key.HostKeyAlgorithms.FirstOrDefault(a => a.Name == "rsa-sha2-512") ?? key.HostKeyAlgorithms.First(a => a.Name != "ssh-rsa");
    }
}
