using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>
/// A "direct-tcpip" channel (RFC 4254 section 7.2) of a session: what a jump host connects to on our behalf, on a socket of ours. The library keeps it to itself
/// and offers only ports for everybody on this machine, so this reaches behind its surface, as <see cref="SshInternals"/> does.
/// </summary>
internal sealed class DirectChannel : IDisposable
{
    private const string Assembly = "Renci.SshNet";
    private const string ChannelClass = $"Renci.SshNet.Channels.ChannelDirectTcpip, {Assembly}";
    private const string BaseClass = $"Renci.SshNet.Channels.Channel, {Assembly}";
    private const string InfoClass = $"Renci.SshNet.Messages.Connection.DirectTcpipChannelInfo, {Assembly}";

    private readonly Session _session;
    private readonly object _channel;
    private readonly uint _number;
    private volatile ChannelOpenFailureMessage? _refusal;

    /// <param name="socket">What comes from the far end is written to it, and what is read from it goes there. Owned from here on.</param>
    public DirectChannel(Session session, Socket socket)
    {
        // Heard before the channel hears it: whoever waits for the channel must find the reason there.
        _session = session;
        session.ChannelOpenFailureReceived += Refused;
        _channel = Make(session);
        _number = NumberOf(_channel);
        SocketOf(_channel) = socket;
    }

    /// <summary>Set once the server has answered, whatever it said.</summary>
    public WaitHandle Answered => OpenOf(_channel);

    /// <summary>The server has connected.</summary>
    public bool IsOpen => IsOpenOf(_channel);

    /// <summary>What the server said in place of connecting, or null.</summary>
    public ChannelOpenFailureMessage? Refusal => _refusal;

    /// <summary>Asks the server to connect to a host and port as it sees them. Does not wait.</summary>
    public void Ask(string host, int port)
    {
        // Where we come from is told for the server's log alone; ssh -W says the same.
        var info = (ChannelOpenInfo)MakeInfo(host, (uint)port, "127.0.0.1", 65535);
        Send(_session, new ChannelOpenMessage(_number, WindowOf(_channel), PacketOf(_channel), info));
    }

    /// <summary>Carries bytes from the socket to the far end until either is closed. Blocks.</summary>
    public void Carry() => Bind(_channel);

    public void Dispose()
    {
        _session.ChannelOpenFailureReceived -= Refused;
        ((IDisposable)_channel).Dispose();
    }

    private void Refused(object? sender, MessageEventArgs<ChannelOpenFailureMessage> failure)
    {
        if (failure.Message.LocalChannelNumber == _number)
        {
            _refusal = failure.Message;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Renci.SshNet.ISession.CreateChannelDirectTcpip")]
    [return: UnsafeAccessorType($"Renci.SshNet.Channels.IChannelDirectTcpip, {Assembly}")]
    private static extern object Make(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket? SocketOf([UnsafeAccessorType(ChannelClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_channelOpen")]
    private static extern ref EventWaitHandle OpenOf([UnsafeAccessorType(ChannelClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Bind")]
    private static extern void Bind([UnsafeAccessorType(ChannelClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsOpen")]
    private static extern bool IsOpenOf([UnsafeAccessorType(BaseClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LocalChannelNumber")]
    private static extern uint NumberOf([UnsafeAccessorType(BaseClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LocalWindowSize")]
    private static extern uint WindowOf([UnsafeAccessorType(BaseClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LocalPacketSize")]
    private static extern uint PacketOf([UnsafeAccessorType(BaseClass)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(InfoClass)]
    private static extern object MakeInfo(string host, uint port, string originatorAddress, uint originatorPort);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    private static extern void Send(Session session, Message message);
}
