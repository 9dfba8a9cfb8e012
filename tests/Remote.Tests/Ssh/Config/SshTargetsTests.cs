using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.Ssh.Config;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh.Config;

public sealed class SshTargetsTests
{
    [Fact]
    public void Without_any_configuration_it_is_as_ssh_would_do_by_itself()
    {
        using var folder = new ConfigFolder("");
        var target = folder.Read(ConfigFolder.HostOf("10.0.0.7", name: "web-01"));
        Assert.Equal(("web-01", "10.0.0.7", 22, Environment.UserName), (target.Name, target.HostName, target.Port, target.User));
        Assert.Equal([$"{folder.Folder}/.ssh/id_ed25519", $"{folder.Folder}/.ssh/id_ecdsa", $"{folder.Folder}/.ssh/id_rsa"], target.IdentityFiles);
        Assert.Equal([$"{folder.Folder}/.ssh/known_hosts", $"{folder.Folder}/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"], target.KnownHosts);
        Assert.Equal(["10.0.0.7", "web-01"], target.KeyNames);
        Assert.Equal("/run/agent", target.AgentSocket);
        Assert.False(target.AcceptNew);
        Assert.Null(target.KeyExchanges);
        Assert.Empty(target.ProgramOnly);
    }

    [Fact]
    public void What_the_inventory_says_beats_the_configuration_and_the_rest_comes_from_it()
    {
        using var folder = new ConfigFolder("Host 10.0.0.7\n Port 2222\n User conf\n IdentityFile ~/.ssh/conf\n ProxyJump conf-jump\n HostKeyAlias key-of-it\n");
        var said = folder.Read(ConfigFolder.HostOf("10.0.0.7", 2022, "inv", "inv-jump:23", "~/inv"));
        Assert.Equal((2022, "inv", "inv-jump", 23), (said.Port, said.User, said.Jumps.Single().HostName, said.Jumps.Single().Port));
        Assert.Equal([$"{folder.Folder}/inv"], said.IdentityFiles);
        Assert.True(said.IdentityNamed);
        Assert.Equal(["key-of-it"], said.KeyNames);

        var silent = folder.Read("10.0.0.7");
        Assert.Equal((2222, "conf", "conf-jump"), (silent.Port, silent.User, silent.Jumps.Single().HostName));
        Assert.Equal([$"{folder.Folder}/.ssh/conf"], silent.IdentityFiles);
        Assert.False(silent.IdentityNamed);
    }

    [Fact]
    public void The_port_22_of_an_inventory_is_what_stands_there_when_nobody_named_one()
    {
        using var folder = new ConfigFolder("Host *\n Port 2222\n");
        Assert.Equal(2222, folder.Read(ConfigFolder.HostOf("web", 22)).Port);
        Assert.Equal(23, folder.Read(ConfigFolder.HostOf("web", 23)).Port);
    }

    [Fact]
    public void Via_none_goes_straight_where_the_configuration_would_not()
    {
        using var folder = new ConfigFolder("Host web\n ProxyJump j\nHost db\n ProxyCommand nc %h %p\n");
        Assert.Empty(folder.Read(ConfigFolder.HostOf("web", via: "none")).Jumps);
        Assert.Null(folder.Read(ConfigFolder.HostOf("db", via: "none")).ProxyCommand);
        Assert.Equal("nc db 22", folder.Read("db").ProxyCommand);
    }

    [Fact]
    public void A_host_of_the_inventory_can_stand_in_the_way_by_its_name()
    {
        using var folder = new ConfigFolder("Host 10.0.0.1\n User conf\n HostKeyAlias gate-key\nHost other\n ProxyJump never-used\n");
        Host[] inventory = [ConfigFolder.HostOf("10.0.0.1", 2201, identity: "~/gate", name: "gate", via: "outer:23"), ConfigFolder.HostOf("web") with { Transport = Transport.Winrm }];
        var settings = folder.Settings with { FindHost = name => inventory.FirstOrDefault(h => h.Name == name) };
        var target = new SshTargets(settings).For(ConfigFolder.HostOf("10.0.0.9", via: "root@gate,web,other"), TestContext.Current.CancellationToken);
        Assert.Equal(["outer:23", "10.0.0.1:2201", "web:22", "other:22"], target.Jumps.Select(j => $"{j.HostName}:{j.Port}"));
        Assert.Equal(("gate", "root", $"{folder.Folder}/gate", "gate-key"), (target.Jumps[1].Name, target.Jumps[1].User, target.Jumps[1].IdentityFiles.Single(), target.Jumps[1].KeyNames.Single()));
    }

    [Fact]
    public void The_same_machine_by_another_port_is_no_loop_and_by_the_same_port_is_one()
    {
        using var folder = new ConfigFolder("");
        Assert.Equal(2222, folder.Read(ConfigFolder.HostOf("10.0.0.7", 22, via: "10.0.0.7:2222")).Jumps.Single().Port);
        Assert.Equal("SSH_CONFIG", Assert.Throws<CockpitException>(() => folder.Read(ConfigFolder.HostOf("10.0.0.7", 2222, via: "10.0.0.7:2222"))).Fault.Code.Name);
    }

    [Fact]
    public void A_jump_host_brings_its_own_way_along_and_each_has_its_own_settings()
    {
        using var folder = new ConfigFolder("""
            Host outer
             Port 2201
             User o
             UserKnownHostsFile ~/outer_hosts
            Host inner
             HostName inner.example
             ProxyJump outer
            Host last
             ProxyJump never-used
            Host web
             ProxyJump inner,last
            """);
        var web = folder.Read("web");
        Assert.Equal(["outer:2201", "inner.example:22", "last:22"], web.Jumps.Select(j => $"{j.HostName}:{j.Port}"));
        Assert.All(web.Jumps, j => Assert.Empty(j.Jumps));
        Assert.Equal([$"{folder.Folder}/outer_hosts"], web.Jumps[0].UserKnownHosts);
    }

    [Theory]
    [InlineData("Host *\n ProxyJump a\n")]
    [InlineData("Host web\n ProxyJump a\nHost a\n ProxyJump b\nHost b\n ProxyJump a\n")]
    [InlineData("Host web\n ProxyJump a,b,c,d,e,f,g,h,i\n")]
    [InlineData("Host web\n ProxyJump a:b\n")]
    [InlineData("Host web\n ProxyJump -oProxyCommand=x\n")]
    [InlineData("Host web\n ProxyJump a;reboot\n")]
    [InlineData("Host web\n IdentityFile ${COCKPIT_TEST_UNSET}/x\n")]
    [InlineData("Host web\n IdentityFile /x/%Z\n")]
    [InlineData("Host web\n IdentityFile ~ben/x\n")]
    [InlineData("Host web\n User a;b\n ProxyCommand nc %r %h\n")]
    public void What_leads_nowhere_is_said(string config)
    {
        using var folder = new ConfigFolder(config);
        Assert.Equal("SSH_CONFIG", Assert.Throws<CockpitException>(() => folder.Read("web")).Fault.Code.Name);
    }

    [Theory]
    [InlineData("-oProxyCommand=touch /tmp/x")]
    [InlineData("--")]
    [InlineData("web;reboot")]
    [InlineData("$(reboot)")]
    [InlineData("root@web")]
    [InlineData("ssh://web")]
    [InlineData("web 01")]
    [InlineData("we\nb")]
    [InlineData("")]
    public void A_name_that_is_none_is_never_given_to_anything(string address)
    {
        using var folder = new ConfigFolder("Match exec \"touch ran\"\n User x\n");
        Assert.Equal("DNS", Assert.Throws<CockpitException>(() => folder.Read(ConfigFolder.HostOf(address, name: "web"))).Fault.Code.Name);
    }

    [Fact]
    public void A_host_name_from_the_configuration_that_is_none_is_refused_too()
    {
        using var folder = new ConfigFolder("Host web\n HostName \"-oProxyCommand=x\"\n ProxyCommand nc %h %p\n");
        Assert.Equal("DNS", Assert.Throws<CockpitException>(() => folder.Read("web")).Fault.Code.Name);
    }

    [Theory]
    [InlineData("Match exec \"test %h = web\"\n Port 51\n", "Match")]
    [InlineData("Match final\n Port 51\nHost *\n Port 51\n", "Match")]
    [InlineData("Match host \"web\"\n Port 51\n", "Match")]
    [InlineData("Host web\n Port 51\n CanonicalizeHostname yes\n CanonicalizeFallbackLocal yes\n", "Canonicalize")]
    public void What_only_ssh_can_tell_is_asked_of_ssh(string config, string why)
    {
        ConfigFolder.SkipUnlessInstalled();
        using var folder = new ConfigFolder(config);
        Assert.Contains(why, folder.Answer(new("web")).Beyond, StringComparison.Ordinal);
        Assert.Equal(51, folder.Read("web").Port);
        Assert.Equal([$"{folder.Folder}/.ssh/known_hosts", $"{folder.Folder}/.ssh/known_hosts2"], folder.Read("web").UserKnownHosts);
    }

    [Fact]
    public void What_ssh_refuses_is_said_in_its_words()
    {
        ConfigFolder.SkipUnlessInstalled();
        using var folder = new ConfigFolder("Host other\n Prot 51\n");
        var fault = Assert.Throws<CockpitException>(() => folder.Read("web")).Fault;
        Assert.Equal("SSH_CONFIG", fault.Code.Name);
        Assert.Contains("line 2: Bad configuration option: prot", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_others_can_write_is_not_read_here()
    {
        using var folder = new ConfigFolder("Port 51\n");
        File.SetUnixFileMode(folder.Settings.UserConfig, UnixFileMode.UserRead | UnixFileMode.OtherWrite | UnixFileMode.UserWrite);
        Assert.Contains("written by others", folder.Answer(new("web")).Beyond, StringComparison.Ordinal);
        Assert.Equal("SSH_CONFIG", Assert.Throws<CockpitException>(() => folder.Read("web")).Fault.Code.Name);
    }

    [Fact]
    public void A_relative_include_of_the_person_lies_beside_their_own_file_whatever_the_account_says()
    {
        using var folder = new ConfigFolder("Include conf.d/*\nPort 1\n");
        folder.Write(".ssh/conf.d/a", "Port 52\n");
        Assert.Equal(52, folder.Read("web").Port);
    }

    [Fact]
    public void A_file_that_changes_is_read_again_and_so_is_a_folder_that_gets_a_file()
    {
        using var folder = new ConfigFolder("Include conf.d/*\nPort 53\n");
        Directory.CreateDirectory(Path.Combine(folder.Folder, ".ssh", "conf.d"));
        var targets = new Remote.Ssh.Config.SshTargets(folder.Settings);
        Assert.Equal(53, Port());
        folder.Write(".ssh/config", "Include conf.d/*\nPort 5300\n");
        Assert.Equal(5300, Port());
        folder.Write(".ssh/conf.d/b", "Port 54\n");
        Assert.Equal(54, Port());
        folder.Write(".ssh/conf.d/b", "Port 5400\n");
        Assert.Equal(5400, Port());
        File.Delete(Path.Combine(folder.Folder, ".ssh", "conf.d", "b"));
        Assert.Equal(5300, Port());

        int Port() => targets.For(ConfigFolder.HostOf("web"), TestContext.Current.CancellationToken).Port;
    }

    [Fact]
    public void Algorithms_are_changes_of_this_programs_own_list()
    {
        using var folder = new ConfigFolder("Host web\n KexAlgorithms ^sntrup761x25519-sha512@openssh.com\n Ciphers -aes128*,chacha*\n HostKeyAlgorithms +ssh-rsa\n MACs hmac-sha1\n");
        var web = folder.Read("web");
        Assert.Equal(["sntrup761x25519-sha512@openssh.com", "mlkem768x25519-sha256"], web.KeyExchanges!.Take(2));
        Assert.Equal(["aes256-gcm@openssh.com", "aes192-ctr", "aes256-ctr"], web.Ciphers);
        Assert.Equal("ssh-rsa", web.HostKeyAlgorithms![^1]);
        Assert.Equal(["hmac-sha1"], web.Macs);
    }

    [Fact]
    public void Quantum_safe_first_is_a_setting_and_the_configuration_beats_it()
    {
        using var folder = new ConfigFolder("Host own\n KexAlgorithms curve25519-sha256\n");
        var targets = new Remote.Ssh.Config.SshTargets(folder.Settings with { QuantumSafeFirst = true });
        Assert.Equal(
            ["mlkem768x25519-sha256", "sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com", "curve25519-sha256"],
            targets.For(ConfigFolder.HostOf("web"), TestContext.Current.CancellationToken).KeyExchanges!.Take(4));
        Assert.Equal(["curve25519-sha256"], targets.For(ConfigFolder.HostOf("own"), TestContext.Current.CancellationToken).KeyExchanges);
    }

    [Fact]
    public void Strict_it_stays_whatever_a_configuration_switches_off()
    {
        using var folder = new ConfigFolder("StrictHostKeyChecking no\nNoHostAuthenticationForLocalhost yes\nUserKnownHostsFile /dev/null\n");
        Assert.False(folder.Read("localhost").AcceptNew);
    }
}
