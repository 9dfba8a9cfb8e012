using Renci.SshNet;
using Renci.SshNet.Security;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>A private key without the SHA-1 signature that the library would also offer for RSA: no server that is still safe wants it, and each offer counts against the server's MaxAuthTries.</summary>
internal sealed class SigningKey(PrivateKeyFile key, string file) : IPrivateKeySource
{
    public string File => file;

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } = [.. key.HostKeyAlgorithms.Where(a => a.Name != "ssh-rsa")];
}
