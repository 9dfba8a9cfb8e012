using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Secrets;
using Cockpit.Store;

namespace Cockpit.Operations.Processes;

/// <summary>
/// Starts a worker that outlives this terminal, and the worker's side of that: a session of its own, one line "ready PID" to whoever
/// started it, and then no more ties to them.
/// </summary>
public static class WorkerProcess
{
    /// <summary>The option that tells a worker that it was started by another Cockpit and not by a person.</summary>
    public const string SpawnedOption = "--spawned";

    /// <summary>A worker opens the file and takes the lease before it is ready; a busy disk may hold that up.</summary>
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes sure that a worker runs on this file: starts one when no process holds the worker's lock.</summary>
    /// <returns>The pid of a worker that was started, or null when one ran already.</returns>
    /// <exception cref="CockpitException">WORKER_WOULD_DIE where this machine kills a user's processes at logout; WORKER_NOT_STARTED.</exception>
    public static int? Ensure(string databasePath) => Ensure(databasePath, null);

    /// <summary>The same, with something for the worker.</summary>
    /// <param name="secrets">What the worker cannot ask for: over its standard input, or over its socket where one of this user runs already.</param>
    public static int? Ensure(string databasePath, HandOver? secrets)
    {
        if (WorkerLock.IsHeld(databasePath))
        {
            if (secrets is not null) DeskClient.Send(databasePath, secrets);
            return null;
        }
        if (Logind.KillsUserProcesses())
            throw new CockpitException(RolloutErrors.WorkerWouldDie.Because("This machine ends a user's processes at logout (KillUserProcesses=yes), and no worker runs."));
        return Spawn(databasePath, secrets);
    }

    private static int Spawn(string databasePath, HandOver? secrets)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        // Under "dotnet cockpit.dll" the process is the runtime, and the program is its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in (string[])["--db", Path.GetFullPath(databasePath), "worker", SpawnedOption]) start.ArgumentList.Add(argument);

        using Process worker = Process.Start(start) ?? throw NotStarted("it could not be started");
        Give(worker, secrets);
        Task<string?> line = worker.StandardOutput.ReadLineAsync();
        if (!line.Wait(ReadyTimeout)) throw NotStarted($"it was not ready after {ReadyTimeout.TotalSeconds:0} s");
        if (line.Result is { } ready && ready.StartsWith("ready ", StringComparison.Ordinal)) return worker.Id;

        // Another one may have been faster; that is as good.
        string error = worker.StandardError.ReadToEnd().Trim();
        if (WorkerLock.IsHeld(databasePath)) return worker.Id;
        throw NotStarted(error.Length > 0 ? error : "it ended at once");
    }

    /// <summary>The worker's side: takes what whoever started it hands over, until they close the stream.</summary>
    public static void TakeOver(Stream input, SecretDesk desk, Actor by)
    {
        while (DeskMessage.Read(input) is var (verb, payload))
        {
            using (payload) DeskMessage.Apply(desk, verb, payload, (by.Uid, by.LoginUid));
        }
    }

    private static void Give(Process worker, HandOver? secrets)
    {
        try
        {
            using Stream input = worker.StandardInput.BaseStream;
            foreach (var (verb, payload) in secrets?.Messages ?? []) DeskMessage.Write(input, verb, payload.Bytes);
        }
        catch (IOException)
        {
            // It ended before it read; what it says next tells why.
        }
    }

    /// <summary>The worker's side, first thing: a session of its own.</summary>
    public static void LeaveTerminal() => LibC.StartOwnSession();

    /// <summary>The worker's side, once it holds the lease: tells the starter and lets go of it.</summary>
    public static void TellReady(TextWriter output)
    {
        output.WriteLine($"ready {Environment.ProcessId}");
        output.Flush();
        LibC.LetGoOfStandardStreams();
    }

    private static CockpitException NotStarted(string why) => new(RolloutErrors.WorkerNotStarted.Because($"The worker did not start: {why}."));
}
