using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Ways;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh.Ways;

public sealed class JumpFaultsTests
{
    private static readonly SshTarget Jump = new("bastion", "10.0.0.1", 22, "ops");

    /// <summary>Reasons of RFC 4254 section 5.1, and what OpenSSH and its system say with them.</summary>
    [Theory]
    [InlineData(1, "open failed", "AUTH_DENIED", "bastion")]
    [InlineData(2, "Connection refused", "REFUSED", "web-01")]
    [InlineData(2, "Connection timed out", "CONNECT_TIMEOUT", "web-01")]
    [InlineData(2, "No route to host", "CONNECT_TIMEOUT", "There")]
    [InlineData(2, "Network is unreachable", "CONNECT_TIMEOUT", "There")]
    [InlineData(2, "Name or service not known", "DNS", "bastion")]
    [InlineData(2, "Temporary failure in name resolution", "DNS", "bastion")]
    [InlineData(2, "No address associated with hostname", "DNS", "bastion")]
    [InlineData(2, "\u001b[31mwhatever", "CONNECT_TIMEOUT", "bastion")]
    [InlineData(3, "unknown channel type", "AUTH_DENIED", "bastion")]
    [InlineData(4, "", "THROTTLED", "bastion")]
    [InlineData(77, "", "CONNECT_TIMEOUT", "bastion")]
    public void What_a_jump_host_says_has_a_name_and_blames_whom_it_concerns(uint reason, string words, string code, string blames)
    {
        var fault = JumpFaults.Refused(Jump, "web-01 (10.0.0.7, port 22)", reason, words);
        Assert.Equal((code, blames), (fault.Code.Name, fault.What.Split(' ', ':')[0]));
        Assert.Contains("web-01", reason == 4 ? "web-01" : fault.What);
        Assert.DoesNotContain(fault.ToString(), char.IsControl);
    }

    [Fact]
    public void A_jump_hosts_own_failure_begins_with_its_name_and_says_whom_it_concerns()
    {
        var fault = JumpFaults.Of(Jump, RemoteErrors.Refused.Because("bastion (10.0.0.1, port 22) refuses the connection."));
        Assert.Equal("REFUSED", fault.Code.Name);
        Assert.StartsWith("bastion: ", fault.What);
        Assert.EndsWith("bastion is a jump host: every host behind it needs it.", fault.Hint);
    }

    [Fact]
    public void Ways_are_the_same_only_with_the_same_user_port_credential_and_keys()
    {
        Assert.Equal(JumpHosts.KeyOf([Jump]), JumpHosts.KeyOf([Jump with { Name = "other word for it" }]));
        SshTarget[] others = [Jump with { Port = 23 }, Jump with { User = "root" }, Jump with { Credential = "c" }, Jump with { IdentityFiles = ["/k"] }, Jump with { KeyNames = ["alias"] }, Jump with { UserKnownHosts = ["/known"] }];
        Assert.Equal(others.Length + 1, others.Append(Jump).Select(j => JumpHosts.KeyOf([j])).Distinct().Count());
        Assert.NotEqual(JumpHosts.KeyOf([Jump, others[0]]), JumpHosts.KeyOf([others[0]]));
    }
}
