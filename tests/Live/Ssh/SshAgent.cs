using System.Diagnostics;

namespace Cockpit.Live.Ssh;

/// <summary>A real ssh-agent of its own.</summary>
internal sealed class SshAgent : IDisposable
{
    private readonly Process _agent;

    public SshAgent(string folder)
    {
        Socket = Path.Combine(folder, $"agent-{Guid.NewGuid():N}"[..16]);
        _agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { RedirectStandardOutput = true })!;
        _agent.StandardOutput.ReadLine();
    }

    public string Socket { get; }

    public SshAgent Add(string key, params string[] options)
    {
        Tool("ssh-add", [.. options, "-q", key]);
        return this;
    }

    public void Lock() => Tool("ssh-add", ["-D"]);

    public void Dispose()
    {
        _agent.Kill();
        _agent.WaitForExit();
        _agent.Dispose();
    }

    private void Tool(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SSH_AUTH_SOCK"] = Socket;
        using var tool = Process.Start(start)!;
        var errors = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        Xunit.Assert.True(tool.ExitCode == 0, $"{program}: {errors}");
    }
}
