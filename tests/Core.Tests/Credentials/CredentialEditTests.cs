using Cockpit.Core.Credentials;
using Xunit;

namespace Cockpit.Core.Tests.Credentials;

public sealed class CredentialEditTests
{
    [Theory]
    [InlineData("prompt")]
    [InlineData("login")]
    [InlineData("vault:web-key")]
    [InlineData("systemd:web_key.1")]
    [InlineData("command:pass show web")]
    [InlineData("command:[\"pass\",\"show\",\"my host\"]")]
    [InlineData("command:[\"say\",\"a \\\"word\\\"\"]")]
    public void A_source_reads_back_as_it_is_written(string text)
    {
        SecretSource source = SecretSource.Parse(text, out string problem)!;
        Assert.Equal("", problem);
        Assert.Equal(source, SecretSource.Parse(source.ToString(), out _));
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData("vault:")]
    [InlineData("vault:../etc/passwd")]
    [InlineData("systemd:a/b")]
    [InlineData("command:")]
    [InlineData("command:[]")]
    [InlineData("command:[1]")]
    [InlineData("command:[\"a\"")]
    [InlineData("prompt\n")]
    public void Anything_else_is_refused_and_not_repeated(string text)
    {
        Assert.Null(SecretSource.Parse(text, out string problem));
        Assert.NotEqual("", problem);
        Assert.True(text.Length == 0 || !problem.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("key=/k", LoginKind.Key, null)]
    [InlineData("key=/k.pub", LoginKind.Key, "hangs on a person's ssh-agent")]
    [InlineData("key=/k passphrase=prompt", LoginKind.Key, "asks a person for a secret")]
    [InlineData("key=/k passphrase=vault:p", LoginKind.Key, null)]
    [InlineData("key=vault:k", LoginKind.Key, null)]
    [InlineData("login=agent", LoginKind.Agent, "hangs on a person's ssh-agent")]
    [InlineData("key=/k certificate=/c", LoginKind.Certificate, null)]
    [InlineData("password=systemd:p", LoginKind.Password, null)]
    [InlineData("key=/k become-password=prompt", LoginKind.Key, "asks a person for a secret")]
    [InlineData("key=/k mfa=yes", LoginKind.Key, "wants a person's code at each login")]
    public void What_is_given_says_how_it_logs_in_and_whether_somebody_must_be_there(string fields, LoginKind login, string? attended)
    {
        Credential credential = CredentialEdit.Apply(null, "web", Fields(fields), out string problem)!;
        Assert.Equal(("", login, attended), (problem, credential.Login, credential.WhyAttended));
    }

    [Theory]
    [InlineData("default", "key=/k")]
    [InlineData("-x", "key=/k")]
    [InlineData("web", "login=key")]
    [InlineData("web", "login=password")]
    [InlineData("web", "login=certificate key=/k")]
    [InlineData("web", "become=doas become-password=vault:p")]
    [InlineData("web", "become-password=login")]
    [InlineData("web", "passphrase=login")]
    [InlineData("web", "key=prompt")]
    [InlineData("web", "login=sesame")]
    [InlineData("web", "mfa=maybe")]
    [InlineData("web", "user=-oProxyCommand=x")]
    public void What_cannot_be_is_refused(string name, string fields)
    {
        Assert.Null(CredentialEdit.Apply(null, name, Fields(fields), out string problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public void A_change_keeps_what_it_does_not_name_and_an_empty_value_clears()
    {
        Credential before = CredentialEdit.Apply(null, "web", Fields("key=/k user=ops passphrase=vault:p"), out _)!;
        Credential after = CredentialEdit.Apply(before, "web", new CredentialFields(new Dictionary<string, string> { ["user"] = "", ["become-password"] = "vault:s" }), out string problem)!;
        Assert.Equal(("", null, "/k", "vault:p", "vault:s"), (problem, after.User, after.Key, after.Passphrase!.ToString(), after.BecomePassword!.ToString()));
    }

    private static CredentialFields Fields(string text) => new(text.Split(' ').Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1]));
}
