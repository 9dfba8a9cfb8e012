using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote.Ssh.Config;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh.Config;

/// <summary>A temporary folder with configuration files, asked by this program's own reader and by the ssh of this machine.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public ConfigFolder(string config, string system = "")
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".ssh"));
        Write(".ssh/config", config);
        Write("system", system);
        Settings = new RemoteSettings(Folder, Environment.UserName)
        {
            UserConfig = Path.Combine(Folder, ".ssh", "config"),
            SystemConfig = Path.Combine(Folder, "system"),
            AgentSocket = "/run/agent",
            Variable = name => name == "COCKPIT_TEST_UNSET" ? null : $"/env/{name}",
        };
        Program = new SshProgram(Settings);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("cockpit-config-").FullName;

    public RemoteSettings Settings { get; private set; }

    public SshProgram Program { get; private set; }

    /// <summary>ssh takes the account's home folder whatever HOME says; so do both sides then, and paths can be compared.</summary>
    public ConfigFolder InAccountHome()
    {
        Settings = Settings with { Home = Program.AccountHome() };
        Program = new SshProgram(Settings);
        return this;
    }

    public string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    public SshTarget Read(Host host) => new SshTargets(Settings).For(host, TestContext.Current.CancellationToken);

    public SshTarget Read(string name) => Read(HostOf(name));

    /// <summary>What the real ssh says, made into a target in the same way.</summary>
    public SshTarget Ssh(Host host)
    {
        SkipUnlessInstalled();
        return new SshTargets(Settings, Program.Ask).For(host, TestContext.Current.CancellationToken);
    }

    /// <summary>What the reader alone says, without ever asking ssh.</summary>
    public SshConfigAnswer Answer(SshQuestion question) =>
        SshConfigReader.Resolve(new SshConfigFiles(Settings.Home, Settings.UserConfig, Settings.SystemConfig).Load(out _), question, Settings.UserName);

    public static void SkipUnlessInstalled() => Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "/usr/bin/ssh is missing: install openssh-client.");

    public static Host HostOf(string address, int port = 22, string? user = null, string? via = null, string? identity = null, string? name = null) => new(
        new HostId(1), name ?? address, address, port, user, Transport.Ssh, null, null, new Dictionary<string, string>(), null, null, null, identity, null, null, null) { Via = via };

    /// <summary>All that a target holds, as lines that can be compared.</summary>
    public static IReadOnlyList<string> Lines(SshTarget t) =>
    [
        $"{t.Name} is {t.User}@{t.HostName}:{t.Port}, asked as {t.Lookup}",
        $"identities {string.Join("|", t.IdentityFiles)}, named {t.IdentityNamed}, only {t.IdentitiesOnly}, certificates {string.Join("|", t.CertificateFiles)}, agent {t.AgentSocket}",
        $"methods {Joined(t.Methods)}",
        $"known by {string.Join("|", t.KeyNames)} (alias {t.KeyAliased}) in {string.Join("|", t.UserKnownHosts)} and {string.Join("|", t.GlobalKnownHosts)}, hashed {t.HashKnownHosts}, revoked {t.RevokedHostKeys}, new {t.AcceptNew}",
        $"kex {Joined(t.KeyExchanges)}, keys {Joined(t.HostKeyAlgorithms)}, ciphers {Joined(t.Ciphers)}, macs {Joined(t.Macs)}",
        $"family {t.OnlyFamily}, proxy {t.ProxyCommand}, program {string.Join("|", t.ProgramOnly)}",
        .. t.Jumps.SelectMany(Lines).Select(line => "  " + line),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Joined(IReadOnlyList<string>? list) => list is null ? "as usual" : string.Join(",", list);
}
