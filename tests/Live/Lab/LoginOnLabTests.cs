using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using Cockpit.Remote.Secrets;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>Passwords, prompts and every kind of sudo on real hosts: real PAM, a real user with a password, a real sudoers file.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class LoginOnLabTests(LabHosts lab) : IDisposable
{
    private const string Password = "Geheim-4711";

    private static readonly RunOptions AsRoot = new(Duration.FromSeconds(30)) { AsRoot = true };

    private readonly HashSet<string> _changed = [];

    /// <summary>The next test finds the hosts as they were made.</summary>
    public void Dispose()
    {
        foreach (string host in _changed) lab.Need(host);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_password_logs_in()
    {
        Prepare("PasswordAuthentication yes", "AuthenticationMethods password");
        using var connector = Connector(Credential("password=command:echo " + Password));
        using var session = connector.Open(Host("h1"), Cancellation);
        Assert.Equal("ops\n", session.Run("id -un", AsRoot with { AsRoot = false }, Cancellation).OutputText);
    }

    [Fact]
    public void A_wrong_password_is_sent_once_although_the_server_would_take_it_in_two_ways()
    {
        Prepare("PasswordAuthentication yes", "KbdInteractiveAuthentication yes", "AuthenticationMethods keyboard-interactive password");
        using var connector = Connector(Credential("password=command:echo wrong"));
        var fault = Assert.Throws<CockpitException>(() => connector.Open(Host("h1"), Cancellation)).Fault;
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.DoesNotContain("wrong", fault.What);
        Assert.Equal("1", lab.Shell("h1", "journalctl -q -u ssh -o cat | grep -c 'authentication failure;'"));
    }

    [Fact]
    public void A_key_and_a_prompt_are_asked_of_the_person_once_for_all_hosts()
    {
        Prepare("KbdInteractiveAuthentication yes", "AuthenticationMethods publickey,keyboard-interactive");
        lab.Need("h2");
        Sshd("h2", "KbdInteractiveAuthentication yes", "AuthenticationMethods publickey,keyboard-interactive");
        var asked = new List<string>();
        using var connector = Connector(null, asked, Password);
        connector.Open(Host("h1"), Cancellation).Dispose();
        connector.Open(Host("h2"), Cancellation).Dispose();
        Assert.Equal(["h1 asks ops: Password:"], asked);
    }

    [Fact]
    public void A_shared_answer_that_another_host_refuses_is_asked_for_once_more()
    {
        Prepare("KbdInteractiveAuthentication yes", "AuthenticationMethods keyboard-interactive");
        lab.Need("h2");
        Sshd("h2", "KbdInteractiveAuthentication yes", "AuthenticationMethods keyboard-interactive");
        lab.Shell("h2", "echo ops:Anders-0815 | chpasswd");
        var asked = new List<string>();
        using var connector = Connector(null, asked, Password, "Anders-0815");
        connector.Open(Host("h1"), Cancellation).Dispose();
        connector.Open(Host("h2"), Cancellation).Dispose();
        Assert.Equal(["h1 asks ops: Password:", "h2 asks ops: Password:"], asked);
    }

    [Theory]
    [InlineData("ops ALL=(ALL:ALL) ALL", Password, null)]
    [InlineData("ops ALL=(ALL:ALL) NOPASSWD: ALL", Password, null)]
    [InlineData("Defaults use_pty\nops ALL=(ALL:ALL) ALL", Password, null)]
    [InlineData("Defaults lecture=always\nops ALL=(ALL:ALL) ALL", Password, null)]
    [InlineData("ops ALL=(ALL:ALL) ALL", "wrong", "BECOME_WRONG_PASSWORD")]
    [InlineData("Defaults passwd_tries=1\nops ALL=(ALL:ALL) ALL", "wrong", "BECOME_WRONG_PASSWORD")]
    [InlineData("ops ALL=(ALL:ALL) /usr/bin/true", Password, "BECOME_DENIED")]
    [InlineData("# nothing", Password, "BECOME_DENIED")]
    [InlineData("Defaults requiretty\nops ALL=(ALL:ALL) ALL", Password, "NEEDS_TTY")]
    [InlineData("ops ALL=(ALL:ALL) ALL", null, "BECOME_DENIED")]
    public void Sudo_of_each_kind_gives_root_or_its_own_name(string sudoers, string? password, string? code)
    {
        Prepare();
        Sudoers(sudoers);
        using var connector = Connector(password is null ? null : Credential($"key={lab.Identity} become-password=command:echo {password}"));
        using var session = connector.Open(Host("h1"), Cancellation);
        if (code is null)
        {
            Assert.Equal("0\n", session.Run("id -u", AsRoot, Cancellation).OutputText);
            Assert.DoesNotContain("[pw-", session.Run("true", AsRoot, Cancellation).ErrorText);
        }
        else
        {
            Assert.Equal(code, Assert.Throws<CockpitException>(() => session.Run("id -u", AsRoot, Cancellation)).Fault.Code.Name);
        }
    }

    [Fact]
    public void With_a_ticket_that_is_still_good_the_password_never_runs_as_a_command()
    {
        Prepare();
        Sudoers("Defaults !tty_tickets, timestamp_type=global\nops ALL=(ALL:ALL) ALL");
        lab.Shell("h1", $"su ops -c 'echo {Password} | sudo -S -v'");
        using var connector = Connector(Credential($"key={lab.Identity} become-password=command:echo {Password}"));
        using var session = connector.Open(Host("h1"), Cancellation);
        var answer = session.Run("id -u", AsRoot, Cancellation);
        Assert.Equal("0\n", answer.OutputText);
        Assert.DoesNotContain(Password, answer.ErrorText);
    }

    [Fact]
    public void What_a_script_of_roots_started_is_killed_also_where_sudo_wants_the_password()
    {
        Prepare();
        Sudoers("ops ALL=(ALL:ALL) ALL");
        using var connector = Connector(Credential($"key={lab.Identity} become-password=command:echo {Password}"));
        using (var session = connector.Open(Host("h1"), Cancellation))
        {
            var cut = new RunOptions(Duration.FromSeconds(2)) { AsRoot = true, MayBeKilled = true };
            Assert.Equal("EXEC_TIMEOUT", Assert.Throws<CockpitException>(() => session.Run("sleep 4711 & sleep 4711", cut, Cancellation)).Fault.Code.Name);
        }
        lab.Until("h1", "! pgrep -f '^sleep 4711$' >/dev/null");
    }

    private void Prepare(params string[] sshd)
    {
        lab.Need("h1");
        lab.Shell("h1", $"echo 'ops:{Password}' | chpasswd");
        Sshd("h1", sshd);
    }

    private void Sshd(string host, params string[] lines)
    {
        _changed.Add(host);
        lab.Shell(host, $"echo 'ops:{Password}' | chpasswd; printf '%s\\n' {string.Join(' ', lines.Select(l => $"'{l}'"))} >/etc/ssh/sshd_config.d/00-test.conf; sshd -t && systemctl restart ssh");
    }

    private void Sudoers(string text)
    {
        string lines = text.Replace("\n", "' '", StringComparison.Ordinal);
        lab.Shell("h1", $"grep -rl NOPASSWD /etc/sudoers.d | xargs -r rm; printf '%s\\n' '{lines}' >/etc/sudoers.d/test; chmod 440 /etc/sudoers.d/test; visudo -cq");
    }

    private Host Host(string name) => lab.Host(name) with { Credential = "c" };

    /// <summary>Without a credential "c" is an empty one: as the person's ssh would, with the lab's key.</summary>
    private HostConnector Connector(Credential? credential, List<string>? asked = null, params string[] answers)
    {
        var given = new Queue<string>(answers);
        return new HostConnector(new RemoteSettings(lab.State, "ops")
        {
            KnownHosts = [lab.KnownHosts], Identities = [lab.Identity], ConnectTimeout = Duration.FromSeconds(10),
            Credentials = _ => credential ?? CredentialEdit.Apply(null, "c", new CredentialFields(new Dictionary<string, string>()), out string _),
            Secrets = new SecretReader(_ => throw new InvalidOperationException(), null),
            Ask = asked is null ? null : (question, _) =>
            {
                asked.Add(question.Text);
                return given.TryDequeue(out string? answer) ? new Secret(Encoding.UTF8.GetBytes(answer)) : null;
            },
        });
    }

    private static Credential Credential(string fields) =>
        CredentialEdit.Apply(null, "c", new CredentialFields(Split(fields)), out string problem) ?? throw new InvalidOperationException(problem);

    /// <summary>Fields of the form name=value; a word without "=" belongs to the value before it.</summary>
    private static Dictionary<string, string> Split(string text)
    {
        var fields = new Dictionary<string, string>();
        string last = "";
        foreach (string word in text.Split(' '))
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) fields[last = word[..at]] = word[(at + 1)..];
            else fields[last] += " " + word;
        }
        return fields;
    }
}
