using System.Diagnostics;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>One call of the built program: what it ended with and what it printed.</summary>
internal sealed record Ran(int Exit, string Out, string Error);

/// <summary>Calls the built program in a folder of its own. COCKPIT_PROGRAM names a published one to call instead.</summary>
/// <param name="command">Another one to call.</param>
internal sealed class Program(string[]? command = null) : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cockpit-cli-").FullName;

    /// <summary>Set for each call. COCKPIT_DB is not set otherwise.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public static string[] Command { get; } = Environment.GetEnvironmentVariable("COCKPIT_PROGRAM") is { Length: > 0 } published
        ? [published]
        : [Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet", Path.Combine(AppContext.BaseDirectory, "cockpit.dll")];

    public Ran Run(params string[] arguments) => RunAs([], arguments);

    /// <param name="before">What runs the program, such as setpriv with its options.</param>
    public Ran RunAs(string[] before, params string[] arguments)
    {
        using Process process = Start(before, arguments);
        // Both pipes are emptied at once, so that neither can fill up and hold the program.
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Ran(process.ExitCode, output, error.Result);
    }

    public Process Start(string[] before, params string[] arguments)
    {
        string[] all = [.. before, .. command ?? Command, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.Environment["HOME"] = Folder;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Folder, "state");
        start.Environment.Remove("COCKPIT_DB");
        foreach ((string name, string value) in Variables) start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
