using System.Net.Sockets;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Operations.Processes;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Secrets;

/// <summary>What a person brings a worker.</summary>
public sealed class HandOver : IDisposable
{
    private readonly List<(DeskVerb Verb, Secret Payload)> messages = [];

    internal IReadOnlyList<(DeskVerb Verb, Secret Payload)> Messages => messages;

    public HandOver Key(Secret dataKey) => Add(DeskVerb.Unlock, dataKey.Copy());

    public HandOver Answer(Question question, Secret answer) => Add(DeskVerb.Hand, DeskMessage.HandPayload(question.Key, answer));

    /// <summary>The person's own agent; nothing where there is none.</summary>
    public HandOver OwnAgent() => ThisProcess.AgentSocket is { } socket ? Add(DeskVerb.Agent, new Secret(Encoding.UTF8.GetBytes(socket))) : this;

    public void Dispose()
    {
        foreach (var (_, payload) in messages) payload.Dispose();
    }

    internal HandOver Add(DeskVerb verb, Secret payload)
    {
        messages.Add((verb, payload));
        return this;
    }
}

/// <summary>Speaks to the worker that runs on a file, if it is this user's.</summary>
internal static class DeskClient
{
    private const int PatienceMs = 2_000;

    /// <returns>False where no worker of this user listens.</returns>
    public static bool Send(string databasePath, HandOver what) => With(databasePath, stream =>
    {
        bool all = true;
        foreach (var (verb, payload) in what.Messages) all &= Ask(stream, verb, payload.Bytes) is { Verb: DeskVerb.Done };
        return all;
    });

    /// <summary>True, false, or null where no worker of this user listens.</summary>
    public static bool? IsOpen(string databasePath)
    {
        bool? open = null;
        With(databasePath, stream =>
        {
            open = Ask(stream, DeskVerb.State, default) is { Verb: DeskVerb.Done };
            return true;
        });
        return open;
    }

    /// <summary>The data key of a worker of this user that has it; null otherwise.</summary>
    public static Secret? KeyOfWorker(string databasePath)
    {
        Secret? key = null;
        With(databasePath, stream => Ask(stream, DeskVerb.AskKey, default) is { Verb: DeskVerb.Done } answer && (key = answer.Payload) is not null);
        return key;
    }

    private static (DeskVerb Verb, Secret Payload)? Ask(Stream stream, DeskVerb verb, ReadOnlySpan<byte> payload)
    {
        DeskMessage.Write(stream, verb, payload);
        return DeskMessage.Read(stream);
    }

    private static bool With(string databasePath, Func<Stream, bool> talk)
    {
        if (OperatingSystem.IsWindows() || !RuntimeFolder.Prepare()) return false;
        string path = RuntimeFolder.SocketOf(databasePath);
        if (!File.Exists(path)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = PatienceMs, SendTimeout = PatienceMs };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            // A key goes to nobody but this user, whoever made the socket.
            if (Peer.Of(socket).Uid != LibC.GetEffectiveUid()) return false;
            using var stream = new NetworkStream(socket, ownsSocket: false);
            return talk(stream);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
