using Cockpit.Remote.OpenSsh;
using Cockpit.Remote.Ssh.Config;
using Xunit;

namespace Cockpit.Remote.Tests.OpenSsh;

/// <summary>What OpenSSH 9.2 printed in each case, as it came.</summary>
public sealed class SshProgramFailuresTests
{
    [Theory]
    [InlineData("ssh: Could not resolve hostname no-such-host.invalid: Name or service not known\r\n", "DNS")]
    [InlineData("ssh: connect to host 127.0.0.1 port 1: Connection refused\r\n", "REFUSED")]
    [InlineData("ssh: connect to host 10.79.0.2 port 22: Connection timed out\r\n", "CONNECT_TIMEOUT")]
    [InlineData("ssh: connect to host 10.79.0.9 port 22: No route to host\r\n", "CONNECT_TIMEOUT")]
    [InlineData("Connection timed out during banner exchange\r\nConnection to 127.0.0.1 port 4022 timed out\r\n", "NO_BANNER")]
    [InlineData("kex_exchange_identification: banner line contains invalid characters\r\nbanner exchange: Connection to 127.0.0.1 port 80: invalid format\r\n", "NO_BANNER")]
    [InlineData("kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 127.0.0.1 port 4022\r\n", "THROTTLED")]
    [InlineData("kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 127.0.0.1 port 4022\r\n", "THROTTLED")]
    [InlineData("Unable to negotiate with 127.0.0.77 port 4022: no matching key exchange method found. Their offer: diffie-hellman-group14-sha1,kex-strict-s-v00@openssh.com\r\n", "KEX_MISMATCH")]
    [InlineData("No ED25519 host key is known for [127.0.0.77]:4022 and you have requested strict checking.\r\nHost key verification failed.\r\n", "HOST_KEY_UNKNOWN")]
    [InlineData("@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@\r\nHost key for [127.0.0.24]:4022 has changed and you have requested strict checking.\r\nHost key verification failed.\r\n", "HOST_KEY_CHANGED")]
    [InlineData("@@@@@\r\n@       WARNING: REVOKED HOST KEY DETECTED!               @\r\n@@@@@\r\nThe ED25519 host key for [127.0.0.23]:4022 is marked as revoked.\r\nHost key verification failed.\r\n", "HOST_KEY_REVOKED")]
    [InlineData("root@127.0.0.77: Permission denied (publickey).\r\n", "AUTH_DENIED")]
    [InlineData("Received disconnect from 127.0.0.77 port 4022:2: Too many authentication failures\r\n", "AUTH_DENIED")]
    [InlineData("channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\n", "REFUSED")]
    [InlineData("channel 0: open failed: administratively prohibited: open failed\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\n", "AUTH_DENIED")]
    [InlineData("/home/anna/.ssh/config: line 3: Bad configuration option: fowardagent\r\n", "SSH_CONFIG")]
    [InlineData("Bad owner or permissions on /home/anna/.ssh/config\r\n", "SSH_CONFIG")]
    [InlineData("\u001b[2Jwhatever\r\n", "DISCONNECTED")]
    [InlineData("", "DISCONNECTED")]
    public void Each_has_its_name_and_what_ssh_said_without_control_characters(string said, string code)
    {
        var fault = SshProgramFailures.Of(new SshTarget("web-01", "10.0.0.7", 22, "anna"), said);
        Assert.Equal(code, fault.Code.Name);
        Assert.Contains("web-01 (10.0.0.7, port 22)", fault.What);
        Assert.DoesNotContain(fault.ToString(), char.IsControl);
    }
}
