using Cockpit.Remote.KnownHosts;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace Cockpit.Remote.Ssh;

/// <summary>
/// Keeps the certificate that a host shows in key exchange. The library would judge its dates before anybody is asked, and end a connection to a host whose
/// plain key is known; so it is given the certified key alone, and everything about the certificate is judged with known_hosts.
/// </summary>
internal sealed class ShownCertificate
{
    private volatile HostKey? _shown;

    /// <summary>The certificate as the host sent it, or null.</summary>
    public HostKey? Key => _shown;

    /// <summary>To be called once what is offered is settled.</summary>
    public void Watch(ConnectionInfo info)
    {
        foreach (var name in info.HostKeyAlgorithms.Keys.Intersect(Algorithms.Certificates).ToList())
        {
            info.HostKeyAlgorithms[name] = blob => Certified(blob, Algorithms.PlainOf(name));
        }
    }

    private KeyHostAlgorithm Certified(byte[] blob, string algorithm)
    {
        if (HostCertificate.Parse(blob) is not { } certificate || KeySignature.Verifier(certificate.Key, algorithm) is not { } verifier)
        {
            throw new SshException("The host's certificate cannot be read.");
        }

        _shown = new HostKey(blob);
        return verifier;
    }
}
