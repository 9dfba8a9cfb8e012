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
        _session.RequestSuccessReceived += (_, _) => Hear();
        _session.RequestFailureReceived += (_, _) => Hear();
    }

    public SshTarget Jump { get; }

    /// <summary>Why nothing runs through it any more; null while it does. Set before whoever runs through it notices.</summary>
    public Fault? Lost => _fault ?? (_session.IsConnected ? null : Named("was lost"));

    /// <summary>Set when it is lost.</summary>
    public WaitHandle LostSignal => _lost;

    public DirectChannel NewChannel(System.Net.Sockets.Socket socket) => new(_session, socket);

    /// <summary>Asks the jump host, and those before it, for any answer, without waiting.</summary>
    /// <returns>
    /// Says later what is wrong, when nothing was heard by then; the first that does not answer is blamed, and is given up for everybody who runs through it. Null
    /// where all have answered.
    /// </returns>
    public Func<Fault?> Ask()
    {
        var before = _ssh.Way.Ask();
        var askedAt = Stopwatch.GetTimestamp();

        // A thread of its own: a jump host that takes nothing in any more blocks whoever writes to it.
        new Thread(AskForLife, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ssh-jump-ask" }.Start();
        return () => before() ?? Lost ?? (Volatile.Read(ref _heardAt) > askedAt ? null : GiveUp(Stopwatch.GetElapsedTime(askedAt)));
    }

    /// <summary>Ends it from any thread, for everybody who runs through it. Never blocks.</summary>
    public void HangUp() => _ssh.HangUp();

    public void Dispose()
    {
        _ssh.Dispose();
        _lost.Set();
    }

    private void Hear() => Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());

    private void AskForLife()
    {
        try
        {
            SshInternals.AskForLife(_session);
        }
        catch (Exception gone) when (gone is Renci.SshNet.Common.SshException or ObjectDisposedException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            // It is lost, as whoever waits for the answer finds.
        }
    }

    private Fault GiveUp(TimeSpan silence)
    {
        Lose($"has not answered for {silence.TotalSeconds:0} s");
        HangUp();
        return _fault!;
    }

    private void Lose(string how)
    {
        _fault ??= Named(how);
        _lost.Set();
    }

    private Fault Named(string how) => _ssh.Broken ?? RemoteErrors.Disconnected.Because($"{Jump.Name}: the connection to this jump host {how}.", JumpFaults.Hint(Jump));
}
