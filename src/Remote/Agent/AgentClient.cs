using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Agent;

/// <summary>A key that an agent holds.</summary>
/// <param name="Blob">The public key or certificate, as it goes over the wire (RFC 4253 section 6.6).</param>
public sealed record AgentKey(byte[] Blob, string Comment)
{
    /// <summary>"ssh-ed25519", "ssh-rsa", "ssh-ed25519-cert-v01@openssh.com", ...</summary>
    public string Type => WireText.FirstString(Blob) ?? "";
}

/// <summary>
/// Speaks to an ssh-agent over its socket (draft-ietf-sshm-ssh-agent): lists keys and lets one sign. The private key never comes here. Every
/// call is a connection of its own, so any thread may call; each blocks, and ends in its own time.
/// </summary>
/// <param name="socket">The path of the agent's socket.</param>
public sealed class AgentClient(string socket)
{
    private const byte RequestIdentities = 11, Identities = 12, SignRequest = 13, SignResponse = 14;

    /// <summary>As ssh-agent's own limit (AGENT_MAX_LEN): no honest answer is longer.</summary>
    private const int MaxMessage = 256 * 1024;

    /// <summary>As OpenSSH's limit on what a client takes from an agent.</summary>
    private const int MaxKeys = 2_048;

    /// <summary>An agent that lists keys answers at once, also a forwarded one.</summary>
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(10);

    /// <summary>Signing may wait for a person to touch a key or to confirm (ssh-add -c); sshd itself waits 120 s for a login.</summary>
    private static readonly TimeSpan SignLimit = TimeSpan.FromSeconds(100);

    public string Socket => socket;

    /// <exception cref="CockpitException">AGENT_UNAVAILABLE.</exception>
    public IReadOnlyList<AgentKey> Keys()
    {
        var answer = Ask([RequestIdentities], ListLimit);
        try
        {
            var read = new WireReader(answer);
            if (read.Byte() != Identities) throw Unavailable("gives no list of its keys");
            var count = read.Number();
            if (count > MaxKeys) throw Unavailable("lists more keys than there can be");
            var keys = new List<AgentKey>();
            for (uint i = 0; i < count; i++) keys.Add(new AgentKey(read.Bytes().ToArray(), HostText.OneLine(Encoding.UTF8.GetString(read.Bytes()))));
            return keys;
        }
        catch (FormatException e)
        {
            throw Unavailable("answers what is no list of keys", e);
        }
    }

    /// <summary>Signs with a key that the agent holds.</summary>
    /// <param name="flags">2: RSA with SHA-256; 4: RSA with SHA-512; 0 for the other types.</param>
    /// <returns>The signature with its format, as it goes over the wire.</returns>
    /// <exception cref="CockpitException">AGENT_UNAVAILABLE: also where it refuses (locked, not confirmed, key gone).</exception>
    public byte[] Sign(byte[] blob, ReadOnlySpan<byte> data, uint flags)
    {
        var request = new byte[1 + 4 + blob.Length + 4 + data.Length + 4];
        request[0] = SignRequest;
        var at = request.AsSpan(1);
        BinaryPrimitives.WriteUInt32BigEndian(at, (uint)blob.Length);
        blob.CopyTo(at[4..]);
        at = at[(4 + blob.Length)..];
        BinaryPrimitives.WriteUInt32BigEndian(at, (uint)data.Length);
        data.CopyTo(at[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(at[(4 + data.Length)..], flags);
        var answer = Ask(request, SignLimit);
        try
        {
            var read = new WireReader(answer);
            return read.Byte() == SignResponse ? read.Bytes().ToArray() : throw Unavailable("refuses to sign: it is locked, was told no, or has the key no longer");
        }
        catch (FormatException e)
        {
            throw Unavailable("answers what is no signature", e);
        }
    }

    private byte[] Ask(ReadOnlySpan<byte> request, TimeSpan limit)
    {
        try
        {
            using var agent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = (int)ListLimit.TotalMilliseconds, ReceiveTimeout = (int)limit.TotalMilliseconds };
            agent.Connect(new UnixDomainSocketEndPoint(socket));
            var message = new byte[4 + request.Length];
            BinaryPrimitives.WriteUInt32BigEndian(message, (uint)request.Length);
            request.CopyTo(message.AsSpan(4));
            for (var sent = 0; sent < message.Length;) sent += agent.Send(message.AsSpan(sent));
            var length = BinaryPrimitives.ReadUInt32BigEndian(Receive(agent, 4));
            return length is > 0 and <= MaxMessage ? Receive(agent, (int)length) : throw Unavailable("answers at a length that cannot be");
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException)
        {
            throw Unavailable("does not answer", e);
        }
    }

    private static byte[] Receive(Socket agent, int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var got = agent.Receive(bytes.AsSpan(have));
            if (got == 0) throw new IOException("The agent closed the connection.");
            have += got;
        }
        return bytes;
    }

    private CockpitException Unavailable(string how, Exception? inner = null) =>
        new(CredentialErrors.AgentUnavailable.Because($"The ssh-agent at {HostText.OneLine(socket)} {how}."), inner);
}
