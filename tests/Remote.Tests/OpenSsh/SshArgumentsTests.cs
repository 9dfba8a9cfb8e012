using Cockpit.Remote.OpenSsh;
using Cockpit.Remote.Ssh.Config;
using Xunit;

namespace Cockpit.Remote.Tests.OpenSsh;

public sealed class SshArgumentsTests
{
    private static readonly SshTarget Target = new("web-01", "10.0.0.7", 2222, "anna")
    {
        Lookup = "web.example", UserKnownHosts = ["/home/anna/.ssh/known hosts", "/x%y"], IdentityNamed = true,
    };

    [Fact]
    public void The_host_stands_last_behind_the_end_of_the_options()
    {
        var arguments = Connect(Target);
        Assert.Equal(["--", "web.example"], arguments.TakeLast(2));
        Assert.Equal(["--", "web.example", "/bin/sh -c 'x'"], SshArguments.Run(Target, null, "/tmp/c/s", tty: false, "/bin/sh -c 'x'").TakeLast(3));
    }

    [Fact]
    public void Nothing_is_trusted_asked_forwarded_or_run_here()
    {
        var arguments = Connect(Target);
        Assert.All(
            ["BatchMode=yes", "StrictHostKeyChecking=yes", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "PermitLocalCommand=no", "Tunnel=no", "RemoteCommand=none", "ControlPersist=no"],
            o => Assert.Equal("-o", arguments[arguments.ToList().IndexOf(o) - 1]));
        Assert.Equal("StrictHostKeyChecking=accept-new", Connect(Target with { AcceptNew = true }).Single(a => a.StartsWith("StrictHostKeyChecking", StringComparison.Ordinal)));
    }

    [Fact]
    public void Paths_are_quoted_and_their_percent_signs_are_no_tokens()
    {
        var arguments = Connect(Target);
        Assert.Contains("UserKnownHostsFile=\"/home/anna/.ssh/known hosts\" \"/x%%y\"", arguments);
        Assert.Contains("GlobalKnownHostsFile=none", arguments);
        Assert.Contains("/keys/a%%b", arguments);
        Assert.Contains("IdentitiesOnly=yes", arguments);
    }

    [Fact]
    public void The_way_is_the_inventorys_or_none_or_left_to_the_proxy_command_of_the_configuration()
    {
        SshTarget jump = new("gate", "10.0.0.1", 22, "ops") { Lookup = "gate" }, six = new("six", "2001:db8::1", 23, "root") { Lookup = "2001:db8::1" };
        var through = Connect(Target with { Jumps = [jump, six] });
        Assert.Equal("ops@gate:22,root@[2001:db8::1]:23", through[through.ToList().IndexOf("-J") + 1]);
        Assert.Contains("ProxyJump=none", Connect(Target));
        Assert.DoesNotContain("ProxyJump=none", Connect(Target with { ProxyCommand = "nc web.example 2222" }));
    }

    [Fact]
    public void A_script_never_makes_a_connection_of_its_own()
    {
        var arguments = SshArguments.Run(Target, "/tmp/c/c", "/tmp/c/s", tty: true, "x");
        Assert.Contains("ProxyCommand=false", arguments);
        Assert.Contains("ControlMaster=no", arguments);
        Assert.Contains("-tt", arguments);
        Assert.Equal(["-F", "/tmp/c/c"], arguments.Take(2));
    }

    private static IReadOnlyList<string> Connect(SshTarget target) => SshArguments.Connect(target, ["/keys/a%b"], null, "/tmp/c/s", TimeSpan.FromSeconds(2.5));
}
