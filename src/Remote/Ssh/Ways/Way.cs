using System.Net.Sockets;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>
/// The connected socket on which one SSH connection runs. It is made here and not by the SSH library, which could not give up a TCP connection
/// before its time-out and knows no way through another host.
/// </summary>
internal sealed class Way : IDisposable
{
    private readonly Func<Fault?>? _broken;
    private readonly Func<Func<Fault?>>? _ask;

    /// <param name="peer">Who is at its other end, for a log line: "10.0.0.7:22".</param>
    /// <param name="broken">What broke on the way itself, before the server at its end; null while nothing did.</param>
    /// <param name="ask">Asks what lies on the way whether it still answers, without waiting; null where nothing does.</param>
    public Way(Socket socket, string peer, Func<Fault?>? broken = null, Func<Func<Fault?>>? ask = null)
    {
        Socket = socket;
        Peer = peer;
        _broken = broken;
        _ask = ask;
    }

    public Socket Socket { get; }

    public string Peer { get; }

    /// <summary>The way broke before the server at its end did anything: a jump host was lost. Null otherwise.</summary>
    public Fault? Broken => _broken?.Invoke();

    /// <summary>It leads through other hosts.</summary>
    public bool IsIndirect => _ask is not null;

    /// <summary>Asks whether the way itself still answers, without waiting.</summary>
    /// <returns>Says later what is wrong with it, when it has not answered by then; null where it has.</returns>
    public Func<Fault?> Ask() => _ask?.Invoke() ?? (() => Broken);

    /// <summary>Ends it from any thread: whoever reads or writes on it returns. Never blocks.</summary>
    public void HangUp() => Sockets.HangUp(Socket);

    public void Dispose() => Socket.Dispose();

    /// <summary>How an address and a port are written together.</summary>
    public static string PeerOf(string address, int port) => address.Contains(':') ? $"[{address}]:{port}" : $"{address}:{port}";
}
