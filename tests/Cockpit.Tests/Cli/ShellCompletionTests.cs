using System.Diagnostics;
using Xunit;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>What the shells are told, and that bash itself puts it where it belongs.</summary>
public sealed class ShellCompletionTests : IDisposable
{
    private readonly Program program = new();

    public ShellCompletionTests()
    {
        program.File("hosts.csv", "name,env,role\nweb-01,prod,web\nweb-02,pre prod,web\ndb-01,dev,db\n");
        Assert.Equal(0, program.Run("host", "import", "hosts.csv").Exit);
        Assert.Equal(0, program.Run("scope", "set", "web-prod", "env = prod and role = web").Exit);
    }

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("web-01|web-02", "host", "show", "web")]
    [InlineData("db-01", "scan", "d")]
    [InlineData("web-prod", "scope", "remove", "")]
    [InlineData("web-prod", "scope", "preview", "web")]
    [InlineData("env = prod and role|env = prod and rollout", "host", "list", "--scope", "env = prod and ro")]
    [InlineData("env = \"pre prod\"|env = dev|env = prod", "scope", "set", "x", "env = ")]
    [InlineData("scope = web-prod", "host", "list", "--scope", "'scope = ")]
    [InlineData("lastScan < 30d", "host", "list", "--scope", "\"lastScan < 3")]
    [InlineData("", "host", "add", "web")]
    [InlineData("", "host", "list", "--scope", "env = 'pr")]
    public void Facts_values_scopes_and_hosts_of_the_file_are_offered(string offered, params string[] words) =>
        Assert.Equal(offered, string.Join('|', program.Run(["complete", "--", .. words]).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("nosuch.db")]
    [InlineData("hosts.csv")]
    public void A_file_that_cannot_be_read_says_nothing(string file)
    {
        program.Variables["COCKPIT_DB"] = file;
        Ran ran = program.Run("complete", "--", "host", "show", "w");
        Assert.Equal((0, "", ""), (ran.Exit, ran.Out.Trim(), ran.Error));
        Assert.False(File.Exists(Path.Combine(program.Folder, "nosuch.db")));
        Assert.Equal("web-01", program.Run("complete", "--", "--db", "cockpit.db", "host", "show", "web-01").Out.Trim());
    }

    [Fact]
    public void Bash_keeps_an_expression_with_blanks_in_one_piece()
    {
        string script = program.Run("completion", "bash").Out;
        string called = string.Join(' ', Program.Command.Select(c => $"'{c}'"));
        program.File("try.sh", $$"""
            cockpit() { {{called}} "$@"; }
            {{script}}
            COMP_WORDS=(cockpit host list --scope "'env = p"); COMP_CWORD=4
            _cockpit
            printf '[%s]\n' "${COMPREPLY[@]}"
            """);
        var start = new ProcessStartInfo("bash", ["--norc", "try.sh"]) { WorkingDirectory = program.Folder, RedirectStandardOutput = true };
        start.Environment.Remove("COCKPIT_DB");
        using Process bash = Process.Start(start)!;
        Assert.Equal("[env = prod]", bash.StandardOutput.ReadToEnd().Trim());
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
