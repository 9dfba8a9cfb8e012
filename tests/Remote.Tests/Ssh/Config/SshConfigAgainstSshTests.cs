using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh.Config;

/// <summary>The reader says what the ssh of this machine says, over configurations by hand and by chance.</summary>
public sealed class SshConfigAgainstSshTests
{
    public static TheoryData<string, string> Configurations => new()
    {
        { "", "web-01" },
        { "Host web-01\n  HostName 10.0.0.7\n  Port 2222\n  User deploy\nHost *\n  Port 99\n  User nobody\n", "web-01" },
        { "Host web-* !web-09\n  User a\nHost *\n  User b\n", "web-09" },
        { "Host web-* !web-09\n  User a\nHost *\n  User b\n", "web-08" },
        { "Host Web\n  Port 1\nHost web\n  Port 2\nHost *\n  Port 3\n", "WEB" },
        { "Host Web\n  Port 1\nHost web\n  Port 2\n", "Web" },
        { "Host w?b\n  User x\nHost 10.0.*\n  User y\n", "10.0.0.1" },
        { "User=a\nPort = 23\nHostName   =%h.example.com\nIdentityFile=\"~/.ssh/my key\"\n", "web" },
        { "host WEB # a comment\n  port 24 # another\n  user \"an\\\"na\"\nhost web # x\n user ben#jamin\n", "web" },
        { "\tHost web\r\n\tPort 25\r\n\r\n# nothing\r\n", "web" },
        { "IdentityFile ~/.ssh/a\nIdentityFile ~/.ssh/b\nIdentityFile ~/.ssh/a\nIdentityFile /c/%h/%r/%p/%n/%u/%d\nCertificateFile ~/.ssh/a-cert.pub\nCertificateFile %d/b-cert.pub\nIdentitiesOnly yes\n", "web" },
        { "IdentityFile none\nIdentityAgent none\n", "web" },
        { "IdentityAgent SSH_AUTH_SOCK\n", "web" },
        { "IdentityAgent ~/.1password/agent.sock\n", "web" },
        { "IdentityAgent /run/%u/%h\n", "web" },
        { "UserKnownHostsFile ~/.ssh/k1 /k2\nGlobalKnownHostsFile /g1 /g2\nHostKeyAlias alias\nHashKnownHosts yes\nRevokedHostKeys ~/.ssh/revoked\n", "web" },
        { "UserKnownHostsFile none\nGlobalKnownHostsFile none\n", "web" },
        { "UserKnownHostsFile ~/.ssh/%k/%h\nHostKeyAlias al\n", "web" },
        { "Host jump-1\n HostName 10.9.9.1\n User ignored\n ProxyJump none\nHost jump-2\n Port 2022\n User ben\nHost *\n ProxyJump anna@jump-1:2200,jump-2\n", "web" },
        { "Host web\n ProxyJump ssh://u@a:23,[2001:db8::1]:24\n", "web" },
        { "Host web\n ProxyCommand nc -X connect \"%h\" %p # %r %n %%\n ProxyJump a\n", "web" },
        { "Host web\n ProxyJump a\n ProxyCommand nc %h %p\n", "web" },
        { "Host web\n ProxyCommand none\nHost w*\n ProxyJump a\n", "web" },
        { "Host web\n ProxyJump none\nHost *\n ProxyCommand x\n", "web" },
        { "Match host web\n User a\nMatch all\n Port 7\n", "web" },
        { "HostName real-%h\nMatch host real-web\n User a\nMatch originalhost web\n Port 7\nMatch !host web\n HashKnownHosts yes\n", "web" },
        { "Match user anna\n Port 7\nMatch host w*,!web user *\n Port 8\nMatch localuser nobody-here\n Port 9\n", "web" },
        { "User anna\nMatch user anna host web\n Port 7\n", "web" },
        { "KexAlgorithms +diffie-hellman-group14-sha1\nHostKeyAlgorithms +ssh-rsa\nCiphers +aes128-cbc\nMACs hmac-sha1\n", "web" },
        { "KexAlgorithms curve25519-sha256,ecdh-sha2-nistp256\nCiphers aes256-ctr\n", "web" },
        { "PreferredAuthentications password,publickey\nPubkeyAuthentication no\n", "web" },
        { "PasswordAuthentication no\nChallengeResponseAuthentication no\n", "web" },
        { "PreferredAuthentications gssapi-with-mic\nPKCS11Provider /usr/lib/x.so\nBindAddress 10.0.0.1\nKnownHostsCommand /bin/keys %H\n", "web" },
        { "StrictHostKeyChecking accept-new\nAddressFamily inet6\n", "web" },
        { "StrictHostKeyChecking no\nAddressFamily any\n", "web" },
        { "IgnoreUnknown UseKeychain,Foo*\nUseKeychain yes\nFooBar 1\nPort 26\n", "web" },
        { "Host *\n SendEnv LANG LC_*\n ServerAliveInterval 60\n ControlMaster auto\n ControlPath ~/.ssh/%C\n ForwardAgent yes\n LocalForward 80 a:80\n Port 27\n", "web" },
        { "Host a b \"web\" c\n Port 28\n", "web" },
        { "Host 2001:db8::1\n Port 29\n", "2001:db8::1" },
        { "Host web\nHost web\n Port 30\n", "web" },
    };

    [Theory, MemberData(nameof(Configurations))]
    public void By_hand(string config, string name)
    {
        using var folder = new ConfigFolder(config).InAccountHome();
        var host = ConfigFolder.HostOf(name);
        Assert.Null(folder.Answer(new(name)).Beyond);
        Assert.Equal(ConfigFolder.Lines(folder.Ssh(host)), ConfigFolder.Lines(folder.Read(host)));
    }

    [Theory, MemberData(nameof(Configurations))]
    public void By_hand_with_what_the_inventory_says(string config, string name)
    {
        using var folder = new ConfigFolder(config, system: "Host *\n  User system\n  Port 31\n  HashKnownHosts yes\n").InAccountHome();
        var host = ConfigFolder.HostOf(name, 2345, "carl", "x@hop:99,hop2", "~/.ssh/own", "server");
        Assert.Equal(ConfigFolder.Lines(folder.Ssh(host)), ConfigFolder.Lines(folder.Read(host)));
    }

    [Fact]
    public void Includes()
    {
        using var folder = new ConfigFolder("");
        folder.Write("conf.d/10-a.conf", "Host web\n User first\n");
        folder.Write("conf.d/20-b.conf", "Port 41\nHost other\n");
        folder.Write("conf.d/.hidden.conf", "HashKnownHosts yes\n");
        folder.Write("conf.d/30-c.txt", "HashKnownHosts yes\n");
        folder.Write("one", "User second\nInclude two\n");
        folder.Write("in-block", "Host web\n HostKeyAlias never\nMatch all\n HostKeyAlias never\n");
        folder.Write(".ssh/config", $"""
            Include {folder.Folder}/conf.d/*.conf {folder.Folder}/missing
            Host nobody
             Include {folder.Folder}/in-block
            Host web
             Include {folder.Folder}/conf.d/[3]0-?.txt
             Include {folder.Folder}/one
             HostName after
            """);
        folder.InAccountHome();
        var host = ConfigFolder.HostOf("web");
        Assert.Null(folder.Answer(new("web")).Beyond);
        Assert.Equal(ConfigFolder.Lines(folder.Ssh(host)), ConfigFolder.Lines(folder.Read(host)));
        Assert.Equal("first@after:41", folder.Read(host) is var t ? $"{t.User}@{t.HostName}:{t.Port}" : "");
        Assert.True(folder.Read(host).HashKnownHosts);
    }

    [Fact]
    public void By_chance()
    {
        ConfigFolder.SkipUnlessInstalled();
        string[] names = ["web-01", "web-02", "db-01", "WEB-01", "10.0.0.7", "jump"];
        var pattern = OneOf("*", "web-*", "web-0?", "db-01", "!web-02", "10.0.*", "jump", "WEB-01", "!db*", "web-01");
        var block = Gen.OneOf(
            pattern.Array[1, 3].Select(p => $"Host {string.Join(' ', p)}"),
            pattern.Array[1, 2].Select(p => $"Match host {string.Join(',', p)}"),
            pattern.Select(p => $"match !originalhost {p}"),
            OneOf("Match user anna", "Match all", "Match user a*,!anna localuser *", "Match host real-* user ben", "Match localuser nobody"));
        var setting = OneOf(
            "HostName real-%h", "HostName = 10.1.1.1", "Port 2201", "port=2202", "  Port\t2203", "User anna", "User \"ben\"", "User carl # c",
            "IdentityFile ~/.ssh/a", "IdentityFile \"/b/%h key\"", "IdentitiesOnly yes", "IdentitiesOnly no", "ProxyJump jump", "ProxyJump none", "ProxyCommand nc %h %p",
            "HostKeyAlias al-1", "UserKnownHostsFile ~/.ssh/k1 /k2", "HashKnownHosts true", "StrictHostKeyChecking accept-new", "Ciphers aes256-ctr",
            "KexAlgorithms +diffie-hellman-group14-sha1", "IdentityAgent none", "CertificateFile ~/c-cert.pub", "PasswordAuthentication no", "# nothing", "", "SendEnv A B", "Compression yes");
        Gen.Select(Gen.OneOf(block, setting, setting, setting).Array[0, 14], OneOf(names), OneOf("", "anna")).Sample(
            (lines, name, user) =>
            {
                // "Host jump" reached through jump is a loop in ssh too, and ends in the same error here.
                using var folder = new ConfigFolder(string.Join('\n', lines) + "\n").InAccountHome();
                var host = ConfigFolder.HostOf(name, user: user.Length > 0 ? user : null);
                Assert.Null(folder.Answer(new(name, host.User)).Beyond);
                Assert.Equal(Try(() => folder.Ssh(host)), Try(() => folder.Read(host)));
            },
            iter: 120, threads: 1);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static IReadOnlyList<string> Try(Func<Cockpit.Remote.Ssh.Config.SshTarget> find)
    {
        try
        {
            return ConfigFolder.Lines(find());
        }
        catch (Core.Errors.CockpitException e)
        {
            // Each says it in its own words.
            return [e.Fault.Code.Name];
        }
    }
}
