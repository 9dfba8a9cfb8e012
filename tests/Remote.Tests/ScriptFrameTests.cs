using System.Diagnostics;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
using Xunit;

namespace Cockpit.Remote.Tests;

public sealed class ScriptFrameTests
{
    private readonly ScriptFrame _plain = new("abc", null);
    private readonly ScriptFrame _root = new("abc", Become.SudoWithoutPassword);

    [Fact]
    public void What_comes_before_the_word_is_taken_off() =>
        Assert.Equal("answer\n", _plain.Open(Raw("Welcome!\nready-abd 1\nready-abc 4711\nanswer\n"), "web-07").OutputText);

    [Theory]
    [InlineData("")]
    [InlineData("ready-abc")]
    [InlineData("ready-abc 47")]
    [InlineData("ready-abc x\n")]
    public void Without_the_whole_word_no_shell_began(string output) =>
        Assert.Equal("AUTH_DENIED", Assert.Throws<CockpitException>(() => _plain.Open(Raw(output), "web-07")).Fault.Code.Name);

    [Theory]
    [InlineData("sudo: a password is required\n", "BECOME_DENIED")]
    [InlineData("sudo: sorry, you must have a tty to run sudo\n", "NEEDS_TTY")]
    [InlineData("ops is not in the sudoers file.\n", "BECOME_DENIED")]
    [InlineData("/bin/sh: 1: exec: sudo: not found\n", "BECOME_DENIED")]
    public void What_sudo_says_is_named(string errors, string code)
    {
        var fault = Assert.Throws<CockpitException>(() => _root.Open(Raw("", errors), "web-07")).Fault;
        Assert.Equal((code, "Nothing was run as root."), (fault.Code.Name, fault.Meaning));
    }

    [Fact]
    public void What_a_host_said_cannot_reach_a_terminal()
    {
        var fault = Assert.Throws<CockpitException>(() => _root.Open(Raw("", "no\u001b[2J\u202e\r\n" + new string('x', 5000)), "web-07")).Fault;
        Assert.DoesNotContain(fault.What, c => char.IsControl(c) || c == '\u202e');
        Assert.InRange(fault.What.Length, 1, 300);
    }

    [Theory]
    [InlineData("echo one\necho two", "one\ntwo\n")]
    [InlineData("cat; echo after", "after\n")]
    [InlineData("# nothing but a comment", "")]
    [InlineData("", "")]
    [InlineData("cat <<'END'\nin a document $HOME\nEND", "in a document $HOME\n")]
    [InlineData("echo }; echo '}'", "}\n}\n")]
    public void A_script_runs_as_written(string script, string output) =>
        Assert.Equal(output, _plain.Open(Raw(Shell(_plain.Inner, ScriptFrame.Input(script))), "here").OutputText);

    [Fact]
    public void A_script_that_is_cut_off_anywhere_runs_not_at_all()
    {
        var whole = ScriptFrame.Input("echo one\necho two\n");
        for (var length = 0; length < whole.Length - " </dev/null\n".Length; length++)
        {
            Assert.Equal("", _plain.Open(Raw(Shell(_plain.Inner, whole[..length])), "here").OutputText);
        }
    }

    [Fact]
    public void Root_is_asked_of_sudo_without_a_password_and_without_an_old_ticket()
    {
        // A sudo that notes its arguments stands in for the real one, and an id that is not root's.
        var folder = Directory.CreateTempSubdirectory("cockpit-sudo-").FullName;
        foreach (var (name, text) in new[] { ("id", "echo 1000"), ("sudo", "echo \"$LC_ALL $1 $2 $3\" >&2; shift 3; exec \"$@\"") })
        {
            File.WriteAllText(Path.Combine(folder, name), $"#!/bin/sh\n{text}\n");
            File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var output = Shell($"PATH={folder}:$PATH; {_root.Inner}", ScriptFrame.Input("echo as root"), out var errors);
        Directory.Delete(folder, recursive: true);
        Assert.Equal("C -n -k --\n", errors);
        Assert.Equal("as root\n", _root.Open(Raw(output), "here").OutputText);
    }

    private static ScriptResult Raw(string output, string errors = "") => new(0, null, Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes(errors));

    private static string Shell(string command, byte[] input) => Shell(command, input, out _);

    private static string Shell(string command, byte[] input, out string errors)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        shell.StandardInput.BaseStream.Write(input);
        shell.StandardInput.Close();
        var output = shell.StandardOutput.ReadToEnd();
        errors = shell.StandardError.ReadToEnd();
        return output;
    }
}
