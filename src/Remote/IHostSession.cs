using Cockpit.Core.Errors;

namespace Cockpit.Remote;

/// <summary>
/// An open way to one host: an SSH connection, or this machine itself. Keep it for as many steps as are needed: a second
/// script costs a fifth of a new connection.
/// <para>Calls block the calling thread, so give each session a thread of its own, never one of the pool. One call at a time.</para>
/// <para>After a <see cref="CockpitException"/> or a cancellation the session is closed; open another one.</para>
/// </summary>
public interface IHostSession : IDisposable
{
    /// <summary>Who answers, for a log line: "deploy@10.0.0.7:22", "this machine".</summary>
    string Peer { get; }

    /// <summary>
    /// Runs a POSIX shell script on the host, on the standard input of <c>sh -s</c>, and returns what it printed and how it ended.
    /// An exit code other than 0 is an answer, not an error. The script's commands read from /dev/null, and a script that
    /// arrives in part runs not at all.
    /// </summary>
    /// <param name="script">The whole script. Nothing foreign is put into it but through <see cref="ShellQuote"/>.</param>
    /// <exception cref="CockpitException">BECOME_*, NEEDS_TTY, EXEC_TIMEOUT, OUTPUT_TOO_BIG, DISCONNECTED, AUTH_DENIED (no shell for this user).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    ScriptResult Run(string script, RunOptions options, CancellationToken cancellation);
}
