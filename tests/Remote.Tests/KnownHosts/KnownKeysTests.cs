using Cockpit.Remote.KnownHosts;
using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests.KnownHosts;

public sealed class KnownKeysTests
{
    [Fact]
    public void A_key_in_a_line_of_the_host_is_known() => Assert.Equal(HostKeyStanding.Known, Judge($"web-07 {Keys.Ed25519}", Keys.Ed25519));

    [Fact]
    public void A_key_in_a_line_of_another_host_is_not() => Assert.Equal(HostKeyStanding.Unknown, Judge($"web-08 {Keys.Ed25519}", Keys.Ed25519));

    [Fact]
    public void Another_key_of_the_same_type_is_a_change()
    {
        var other = $"ssh-ed25519 {Convert.ToBase64String([.. Keys.Blob(Keys.Ed25519)[..^1], 0])}";
        Assert.Equal(HostKeyStanding.Changed, Judge($"web-07 {other}", Keys.Ed25519));
        Assert.Equal(HostKeyStanding.Known, Judge($"web-07 {other}\nweb-07 {Keys.Ed25519}", Keys.Ed25519));
    }

    [Fact]
    public void A_key_of_another_type_is_unknown() => Assert.Equal(HostKeyStanding.Unknown, Judge($"web-07 {Keys.Rsa}", Keys.Ed25519));

    [Theory]
    [InlineData("@revoked web-07 {0}")]
    [InlineData("web-07 {0}\n@revoked * {0}")]
    [InlineData("@revoked * {0}\nweb-07 {0}")]
    public void Revoked_beats_known_wherever_it_stands(string text) =>
        Assert.Equal(HostKeyStanding.Revoked, Judge(text.Replace("{0}", Keys.Ed25519), Keys.Ed25519));

    [Fact]
    public void A_revoked_line_makes_no_other_key_changed_or_known()
    {
        Assert.Equal(HostKeyStanding.Unknown, Judge($"@revoked web-07 {Keys.Ecdsa}", Keys.Ed25519));
        Assert.Empty(Keys_($"@revoked web-07 {Keys.Ecdsa}").Types);
    }

    [Fact]
    public void An_authority_is_no_plain_key() => Assert.Equal(HostKeyStanding.Unknown, Judge($"@cert-authority * {Keys.Ed25519}", Keys.Ed25519));

    [Fact]
    public void The_known_types_come_in_the_order_of_the_file() =>
        Assert.Equal(["ssh-rsa", "ssh-ed25519"], Keys_($"web-07 {Keys.Rsa}\n* {Keys.Ed25519}\nweb-07 {Keys.Rsa}\nweb-08 {Keys.Ecdsa}").Types);

    [Theory]
    [InlineData("")]
    [InlineData("# web-07 ssh-ed25519 AAAA")]
    [InlineData("web-07")]
    [InlineData("web-07 ssh-ed25519")]
    [InlineData("web-07 ssh-ed25519 not-base64")]
    [InlineData("@unknown web-07 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAYPSf+Wj27+eQ/CE7SKrb/9M8yLKmeUzNjdYCnIv9lo")]
    [InlineData("web-07 ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAYPSf+Wj27+eQ/CE7SKrb/9M8yLKmeUzNjdYCnIv9lo")]
    public void A_line_that_cannot_be_read_says_nothing(string text) => Assert.Empty(KnownHostsFile.Parse("file", text));

    [Fact]
    public void Lines_keep_their_numbers_and_may_end_in_comments_or_crlf() =>
        Assert.Equal([2, 4], KnownHostsFile.Parse("file", $"# one\r\nweb-07 {Keys.Rsa} root@web-07 of 2019\r\n\r\n  web-08\t{Keys.Ecdsa}\r\n").Select(l => l.Number));

    [Fact]
    public void At_another_port_the_plain_name_makes_a_key_known_and_never_changed()
    {
        Assert.Equal(HostKeyStanding.Known, Judge($"[web-07]:2222 {Keys.Ed25519}", Keys.Ed25519, 2222));
        Assert.Equal(HostKeyStanding.Known, Judge($"web-07 {Keys.Ed25519}", Keys.Ed25519, 2222));
        Assert.Equal(HostKeyStanding.Unknown, Judge($"[web-07]:2222 {Keys.Ed25519}", Keys.Ed25519, 2223));
        Assert.Equal(HostKeyStanding.Unknown, Judge($"web-07 {Other}", Keys.Ed25519, 2222));
        Assert.Equal(HostKeyStanding.Changed, Judge($"[web-07]:2222 {Other}", Keys.Ed25519, 2222));
        Assert.Equal(HostKeyStanding.Revoked, Judge($"[web-07]:2222 {Keys.Ed25519}\n@revoked web-07 {Keys.Ed25519}", Keys.Ed25519, 2222));
    }

    [Fact]
    public void An_alias_has_no_port()
    {
        Assert.Equal(HostKeyStanding.Known, Judge($"web-07 {Keys.Ed25519}", Keys.Ed25519, 2222, aliased: true));
        Assert.Equal(HostKeyStanding.Changed, Judge($"web-07 {Other}", Keys.Ed25519, 2222, aliased: true));
        Assert.Equal(HostKeyStanding.Unknown, Judge($"[web-07]:2222 {Keys.Ed25519}", Keys.Ed25519, 2222, aliased: true));
    }

    [Fact]
    public void A_list_of_revoked_keys_counts_before_everything()
    {
        var revoked = RevokedKeys.Parse($"# retired\n\n{Keys.Ecdsa} old\n{Keys.Ed25519}\nnonsense\n")!;
        Assert.Equal(2, revoked.Count);
        var known = new KnownKeys(KnownHostsFile.Parse("file", $"web-07 {Keys.Ed25519}"), new HostKeyNames(["web-07"], 22, false), revoked, () => DateTimeOffset.UnixEpoch);
        Assert.Equal(HostKeyStanding.Revoked, known.Judge(new HostKey(Keys.Blob(Keys.Ed25519))).Standing);
        Assert.Null(RevokedKeys.Parse("SSHKRL\n\0"));
    }

    private static string Other => $"ssh-ed25519 {Convert.ToBase64String([.. Keys.Blob(Keys.Ed25519)[..^1], 0])}";

    [Fact]
    public void Any_text_parses() => Gen.String[Gen.Char["|@!*,# \t\nabAssh-1="], 0, 200].Sample(text => KnownHostsFile.Parse("file", text).Count >= 0);

    private static HostKeyStanding Judge(string text, string shown, int port = 22, bool aliased = false) => Keys_(text, port, aliased).Judge(new HostKey(Keys.Blob(shown))).Standing;

    private static KnownKeys Keys_(string text, int port = 22, bool aliased = false) => new(KnownHostsFile.Parse("file", text), new HostKeyNames(["10.0.0.7", "Web-07"], port, aliased), [], () => DateTimeOffset.UnixEpoch);
}
