using Cockpit.Remote.Agent;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>
/// One key, or a certificate for it, as it is offered to a server: the public half now, a signature only when the server wants it. So an
/// encrypted key is opened, and an agent asked, for a server that knows the key.
/// </summary>
/// <param name="name">The signature algorithm by which it is offered.</param>
/// <param name="blob">The public key or the certificate.</param>
/// <param name="sign">Signs, and returns the signature with its format.</param>
/// <param name="label">Where it is, for a sentence: a file, or the agent with the key's comment.</param>
internal sealed class LoginKey(string name, byte[] blob, Func<byte[], byte[]> sign, string label) : HostAlgorithm(name), IPrivateKeySource
{
    public const string CertificateSuffix = "-cert-v01@openssh.com";

    public string Label => label;

    public override byte[] Data => blob;

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => [this];

    public override byte[] Sign(byte[] data) => sign(data);

    public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("A login key only signs.");

    /// <summary>
    /// The algorithm for a blob's type; null where none is offered. RSA signs with SHA-512 (RFC 8332): SHA-1 is refused by every server that is
    /// still safe, and each name more would count against the server's MaxAuthTries.
    /// </summary>
    public static string? AlgorithmOf(ReadOnlySpan<byte> blob) => WireText.FirstString(blob) switch
    {
        "ssh-rsa" => "rsa-sha2-512",
        "ssh-rsa" + CertificateSuffix => "rsa-sha2-512" + CertificateSuffix,
        { } type when type.StartsWith("ssh-ed25519", StringComparison.Ordinal) || type.StartsWith("ecdsa-sha2-nistp", StringComparison.Ordinal)
            || type.StartsWith("sk-", StringComparison.Ordinal) => type,
        _ => null,
    };
}
