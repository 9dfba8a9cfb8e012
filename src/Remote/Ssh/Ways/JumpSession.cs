using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>The one connection to a jump host that everything behind it shares. Thread-safe.</summary>
internal sealed class JumpSession : IDisposable
{
    private readonly SshSession _ssh;
    private readonly Session _session;
    private readonly ManualResetEvent _lost = new(false);
    private long _heardAt = Stopwatch.GetTimestamp();
    private volatile Fault? _fault;

    public JumpSession(SshTarget jump, SshSession ssh)
    {
        (Jump, _ssh, _session) = (jump, ssh, ssh.Session);
        _session.ErrorOccured += (_, _) => Lose("was lost");
        _session.Disconnected += (_, _) => Lose("was closed");
        _session.RequestSuccessReceived += (_, _) => Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());
        _session.RequestFailureReceived += (_, _) => Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());
    }

    public SshTarget Jump { get; }

    /// <summary>Why nothing runs through it any more; null while it does. Set before whoever runs through it notices.</summary>
    public Fault? Lost => _fault ?? (_session.IsConnected ? null : Named("was lost"));

    /// <summary>Set when it is lost.</summary>
    public WaitHandle LostSignal => _lost;

    public DirectChannel NewChannel(System.Net.Sockets.Socket socket) => new(_session, socket);

    /// <summary>Asks for an answer, without waiting for it.</summary>
    /// <returns>Tells, at any later time, whether anything was heard since.</returns>
    public Func<bool> AskForLife()
    {
        var askedAt = Stopwatch.GetTimestamp();
        SshInternals.AskForLife(_session);
        return () => Volatile.Read(ref _heardAt) > askedAt;
    }

    /// <summary>It does not answer any more: ends it for everybody who runs through it.</summary>
    public Fault GiveUp(TimeSpan silence)
    {
        Lose($"has not answered for {silence.TotalSeconds:0.#} s");
        _ssh.HangUp();
        return _fault!;
    }

    public void Dispose()
    {
        _ssh.Dispose();
        _lost.Set();
    }

    private void Lose(string how)
    {
        _fault ??= Named(how);
        _lost.Set();
    }

    private Fault Named(string how) => _ssh.Broken ?? RemoteErrors.Disconnected.Because($"{Jump.Name}: the connection to this jump host {how}.", JumpFaults.Hint(Jump));
}
