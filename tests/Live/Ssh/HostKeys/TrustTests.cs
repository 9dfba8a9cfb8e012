using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh.HostKeys;

/// <summary>Keys that are looked at and trusted on a real sshd, beside what ssh-keygen says of the same files.</summary>
public sealed class TrustTests
{
    [Fact]
    public void A_key_is_shown_in_the_forms_of_ssh_keygen_and_nobody_logs_in()
    {
        using var sshd = Sshd.Start();
        File.Delete(sshd.Home.KnownHosts);
        File.WriteAllText(sshd.Home.AuthorizedKeys, "");
        var shown = Show(sshd, 1);
        Assert.Equal(HostKeyState.Unknown, shown.State);
        Assert.Equal($"127.0.0.11:{sshd.Port}", shown.Peer);
        Assert.Equal(Ssh.Keygen.Run("-l", "-f", sshd.Home.HostKey + ".pub").Trim(), $"{shown.Key.Bits} {shown.Key.Fingerprint} test ({shown.Key.Type})");
        Assert.Equal(Ssh.Keygen.Run("-l", "-E", "md5", "-f", sshd.Home.HostKey + ".pub").Split(' ')[1], shown.Key.Md5);
        Assert.Equal(Ssh.Keygen.Run("-lv", "-f", sshd.Home.HostKey + ".pub").TrimEnd().Split('\n')[1..], shown.Key.Art);
        Assert.False(File.Exists(sshd.Home.KnownHosts));
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void Other_types_are_printed_as_ssh_keygen_does(string type)
    {
        using var sshd = Sshd.Start(home => [$"HostKeyAlgorithms {(type == "rsa" ? "rsa-sha2-512" : "ecdsa-sha2-nistp256")}", $"HostKey {home.NewKey(Path.Combine(home.Folder, "other"), type: type)}"]);
        File.Delete(sshd.Home.KnownHosts);
        var shown = Show(sshd, 1);
        Assert.Equal(Ssh.Keygen.Run("-lv", "-f", Path.Combine(sshd.Home.Folder, "other.pub")).TrimEnd().Split('\n'), new[] { $"{shown.Key.Bits} {shown.Key.Fingerprint} test ({shown.Key.Type})" }.Concat(shown.Key.Art));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_key_is_appended_and_ssh_knows_it_then(bool hashed)
    {
        using var sshd = Sshd.Start();
        Directory.Delete(Path.GetDirectoryName(sshd.Home.KnownHosts)!, recursive: true);
        Directory.CreateDirectory(Path.Combine(sshd.Home.Folder, ".ssh"));
        sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, ".ssh", "id_ed25519"));
        File.Copy(Path.Combine(sshd.Home.Folder, ".ssh", "id_ed25519.pub"), sshd.Home.AuthorizedKeys, overwrite: true);
        File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), $"HashKnownHosts {(hashed ? "yes" : "no")}\n");
        Assert.Null(HostConnector.Trust(Show(sshd, 1)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(sshd.Home.KnownHosts));
        Assert.Equal(hashed, File.ReadAllText(sshd.Home.KnownHosts).StartsWith("|1|", StringComparison.Ordinal));
        Assert.Contains("found: line 1", Ssh.Keygen.Run("-F", $"[127.0.0.11]:{sshd.Port}", "-f", sshd.Home.KnownHosts), StringComparison.Ordinal);
        Assert.Equal(HostKeyState.Known, Show(sshd, 1).State);
        Assert.Equal("hello\n", Hello(sshd, 1));
        Assert.Equal(HostKeyState.Unknown, Show(sshd, 2).State);

        // A file whose last line does not end keeps that line whole.
        File.WriteAllText(sshd.Home.KnownHosts, File.ReadAllText(sshd.Home.KnownHosts).TrimEnd('\n'));
        Assert.Null(HostConnector.Trust(Show(sshd, 2)));
        Assert.Equal(2, File.ReadAllLines(sshd.Home.KnownHosts).Length);
        Assert.Equal("hello\n", Hello(sshd, 1));
        Assert.Equal("hello\n", Hello(sshd, 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_changed_key_shows_the_old_one_and_takes_its_place_for_this_host_alone(bool hashed)
    {
        using var sshd = Sshd.Start();
        var old = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "old"));
        var key = Ssh.Keygen.PublicKeyOf(old);
        File.WriteAllText(sshd.Home.KnownHosts, $"# mine\n[127.0.0.11]:{sshd.Port},[127.0.0.12]:{sshd.Port} {key} two of them\n[127.0.0.13]:{sshd.Port} {key}\n");
        if (hashed)
        {
            Ssh.Keygen.HashNames(sshd.Home.KnownHosts);
        }

        var before = File.ReadAllText(sshd.Home.KnownHosts);
        var shown = Show(sshd, 1);
        Assert.Equal(HostKeyState.Changed, shown.State);
        Assert.Equal((2, Ssh.Keygen.FingerprintOf(old)), (shown.Others.Single().Line, shown.Others.Single().Key.Fingerprint));
        Assert.Equal(sshd.Home.KnownHosts + ".old", HostConnector.Trust(shown));
        Assert.Equal(before, File.ReadAllText(sshd.Home.KnownHosts + ".old"));
        Assert.Equal(HostKeyState.Known, Show(sshd, 1).State);
        Assert.Equal(HostKeyState.Changed, Show(sshd, 2).State);
        Assert.Equal(HostKeyState.Changed, Show(sshd, 3).State);
        Assert.Equal(before.Split('\n').Length + (hashed ? 0 : 1), File.ReadAllText(sshd.Home.KnownHosts).Split('\n').Length);
        Assert.Equal("hello\n", Hello(sshd, 1));
    }

    [Fact]
    public void What_speaks_of_other_hosts_or_is_revoked_is_never_changed()
    {
        using var sshd = Sshd.Start();
        var old = Ssh.Keygen.PublicKeyOf(sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "old")));
        foreach (var (text, code) in (ReadOnlySpan<(string, string)>)[($"[127.0.0.*]:* {old}\n", "KNOWN_HOSTS_KEPT"), ($"@revoked * {sshd.Home.HostPublicKey}\n", "HOST_KEY_REVOKED")])
        {
            File.WriteAllText(sshd.Home.KnownHosts, text);
            Assert.Equal(code, Assert.Throws<CockpitException>(() => HostConnector.Trust(Show(sshd, 1))).Fault.Code.Name);
            Assert.Equal(text, File.ReadAllText(sshd.Home.KnownHosts));
        }
    }

    [Fact]
    public void A_file_that_changed_since_the_key_was_shown_is_left_as_it_is()
    {
        using var sshd = Sshd.Start();
        var old = Ssh.Keygen.PublicKeyOf(sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "old")));
        File.WriteAllText(sshd.Home.KnownHosts, $"[127.0.0.11]:{sshd.Port} {old}\n");
        var shown = Show(sshd, 1);
        var now = $"other {old}x\n[127.0.0.11]:{sshd.Port} {old}\n";
        File.WriteAllText(sshd.Home.KnownHosts, now);
        Assert.Equal("KNOWN_HOSTS_UNWRITABLE", Assert.Throws<CockpitException>(() => HostConnector.Trust(shown)).Fault.Code.Name);
        Assert.Equal(now, File.ReadAllText(sshd.Home.KnownHosts));
    }

    [Fact]
    public void Many_at_once_lose_no_line()
    {
        using var sshd = Sshd.Start();
        File.Delete(sshd.Home.KnownHosts);
        var shown = Enumerable.Range(1, 8).Select(n => Show(sshd, n)).ToList();
        var threads = shown.ConvertAll(s => new Thread(() => HostConnector.Trust(s)));
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.All(Enumerable.Range(1, 8), n => Assert.Equal(HostKeyState.Known, Show(sshd, n).State));
        Assert.Equal(8, File.ReadAllLines(sshd.Home.KnownHosts).Length);
    }

    [Fact]
    public void Accept_new_takes_the_first_key_notes_it_and_never_a_changed_one()
    {
        using var sshd = Sshd.Start();
        File.Delete(sshd.Home.KnownHosts);
        File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), "StrictHostKeyChecking accept-new\n");
        var noted = new List<string>();
        using (var connector = sshd.Connector(s => s with { KeyAccepted = (host, fingerprint, file) => noted.Add($"{host} {fingerprint} {file}") }))
        {
            connector.Open(sshd.Host(1), TestContext.Current.CancellationToken).Dispose();
            connector.Open(sshd.Host(1), TestContext.Current.CancellationToken).Dispose();
        }

        Assert.Equal([$"host-01 {Ssh.Keygen.FingerprintOf(sshd.Home.HostKey)} {sshd.Home.KnownHosts}"], noted);
        File.WriteAllText(sshd.Home.KnownHosts, $"[127.0.0.11]:{sshd.Port} {Ssh.Keygen.PublicKeyOf(sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "old")))}\n");
        using var again = sshd.Connector();
        Assert.Equal("HOST_KEY_CHANGED", Assert.Throws<CockpitException>(() => again.Open(sshd.Host(1), TestContext.Current.CancellationToken)).Fault.Code.Name);
    }

    private static ShownHostKey Show(Sshd sshd, int number)
    {
        using var connector = sshd.Connector();
        return connector.ShowKey(sshd.Host(number), TestContext.Current.CancellationToken);
    }

    private static string Hello(Sshd sshd, int number)
    {
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(number), TestContext.Current.CancellationToken);
        return session.Run("echo hello", new RunOptions(Duration.FromSeconds(10)), TestContext.Current.CancellationToken).OutputText;
    }
}
