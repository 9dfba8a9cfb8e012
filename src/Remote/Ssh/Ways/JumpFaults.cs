using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>Failures on the way through a jump host, named so that nobody looks for them on the host behind it.</summary>
internal static class JumpFaults
{
    public static string Hint(SshTarget jump) => $"{jump.Name} is a jump host: every host behind it needs it.";

    /// <summary>The jump host itself was not reached.</summary>
    public static Fault Of(SshTarget jump, Fault fault) => fault with { What = $"{jump.Name}: {fault.What}", Hint = $"{fault.Hint} {Hint(jump)}" };

    /// <summary>What a jump host said in place of connecting (RFC 4254 section 5.1; the words are OpenSSH's, which passes on what its system said).</summary>
    /// <param name="place">The server behind it.</param>
    public static Fault Refused(SshTarget jump, string place, uint reason, string words)
    {
        const uint Prohibited = 1, Failed = 2, UnknownType = 3, Shortage = 4;
        var said = HostText.OneLine(words);
        return reason switch
        {
            Prohibited or UnknownType => RemoteErrors.AuthDenied.Because(
                $"{jump.Name}: this jump host does not pass connections on to {place}. It said: {said}", "Look at AllowTcpForwarding and PermitOpen in its sshd_config."),
            Shortage => RemoteErrors.Throttled.Because($"{jump.Name}: this jump host takes no more connections now. It said: {said}"),
            Failed when Has("refused") => RemoteErrors.Refused.Because($"{place} refuses the connection from {jump.Name}."),
            Failed when Has("timed out") => RemoteErrors.ConnectTimeout.Because($"{place} did not accept a connection from {jump.Name}."),
            Failed when Has("no route") || Has("unreachable") => RemoteErrors.ConnectTimeout.Because($"There is no route from {jump.Name} to {place}."),
            Failed when Has("name") || Has("resol") || Has("no address") => RemoteErrors.Dns.Because($"{jump.Name} does not find the address of {place}. It said: {said}"),
            _ => RemoteErrors.ConnectTimeout.Because($"{jump.Name} cannot connect to {place}. It said: {said}"),
        };

        bool Has(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
