using System.Net.Sockets;
using Cockpit.Core.Credentials;
using Cockpit.Operations.Processes;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Secrets;

/// <summary>
/// The worker's side of its socket: takes keys and answers from processes of its own user, on a thread of its own. Who else connects is
/// hung up on without a word.
/// </summary>
internal sealed class DeskServer : IDisposable
{
    /// <summary>A message is a few bytes on this machine; a caller that is slower is stuck.</summary>
    private const int PatienceMs = 2_000;

    private readonly Socket listener;
    private readonly SecretDesk desk;
    private readonly Action changed;
    private readonly string path;

    private DeskServer(Socket listener, string path, SecretDesk desk, Action changed)
    {
        (this.listener, this.path, this.desk, this.changed) = (listener, path, desk, changed);
        new Thread(Serve, maxStackSize: 256 * 1024) { IsBackground = true, Name = "secrets" }.Start();
    }

    /// <summary>Null where no folder of this user alone can be had; the worker then keeps what it was started with.</summary>
    /// <param name="changed">Called on the server's thread after each change of the desk.</param>
    public static DeskServer? Start(string databasePath, SecretDesk desk, Action changed)
    {
        if (!RuntimeFolder.Prepare()) return null;
        string path = RuntimeFolder.SocketOf(databasePath);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Whoever calls holds the worker's lock, so what lies there is of a worker that is gone.
            File.Delete(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen();
            return new DeskServer(listener, path, desk, changed);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(path);
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using Socket caller = listener.Accept();
                Answer(caller);
            }
            catch (Exception e) when (e is IOException or SocketException && listener.IsBound && !IsClosed)
            {
                // One caller that went away is no reason to stop listening.
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException or IOException)
            {
                return;
            }
        }
    }

    private bool IsClosed => listener.SafeHandle.IsClosed;

    private void Answer(Socket caller)
    {
        (int pid, long uid) = Peer.Of(caller);
        if (uid != LibC.GetEffectiveUid()) return;
        caller.ReceiveTimeout = caller.SendTimeout = PatienceMs;
        using var stream = new NetworkStream(caller, ownsSocket: false);
        while (DeskMessage.Read(stream) is var (verb, payload))
        {
            using (payload)
            {
                if (verb == DeskVerb.AskKey)
                {
                    using Secret? key = desk.Keyring.Key();
                    DeskMessage.Write(stream, key is null ? DeskVerb.Nothing : DeskVerb.Done, key is null ? default : key.Bytes);
                    continue;
                }
                bool done = verb == DeskVerb.State ? desk.Keyring.IsOpen : DeskMessage.Apply(desk, verb, payload, (uid, Peer.LoginUid(pid)));
                if (done && verb != DeskVerb.State) changed();
                DeskMessage.Write(stream, done ? DeskVerb.Done : DeskVerb.Nothing, default);
            }
        }
    }
}
