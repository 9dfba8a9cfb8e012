using System.Buffers.Binary;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Secrets;

internal enum DeskVerb : byte
{
    /// <summary>The payload is the vault's data key.</summary>
    Unlock = 1,

    /// <summary>Forget the key.</summary>
    Lock = 2,

    /// <summary>Give me the key, if you have it.</summary>
    AskKey = 3,

    /// <summary>A person's answer: the question's key, NUL, the answer.</summary>
    Hand = 4,

    /// <summary>The path of the sender's own ssh-agent.</summary>
    Agent = 5,

    /// <summary>What do you have? Answered by "open" or "locked".</summary>
    State = 6,

    /// <summary>Answers: done, with what was asked for; or there is nothing to give.</summary>
    Done = 100, Nothing = 101,
}

/// <summary>
/// One message between processes of one user: a verb, a length of four bytes, the payload. The same over the standard input of a worker that is
/// started and over the socket of one that runs.
/// </summary>
internal static class DeskMessage
{
    /// <summary>A private key with its question fits; nothing honest is longer.</summary>
    private const int MaxBytes = Secret.MaxBytes + 1_024;

    public static void Write(Stream stream, DeskVerb verb, ReadOnlySpan<byte> payload)
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(5 + payload.Length, pinned: true);
        all[0] = (byte)verb;
        BinaryPrimitives.WriteInt32BigEndian(all.AsSpan(1), payload.Length);
        payload.CopyTo(all.AsSpan(5));
        try
        {
            stream.Write(all);
            stream.Flush();
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(all);
        }
    }

    /// <returns>Null at the end of the stream, or where what comes is no message.</returns>
    public static (DeskVerb Verb, Secret Payload)? Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[5];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(head[1..]);
        if (length is < 0 or > MaxBytes) return null;
        byte[] payload = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        if (stream.ReadAtLeast(payload, length, throwOnEndOfStream: false) < length) return null;
        var secret = new Secret(payload);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(payload);
        return ((DeskVerb)head[0], secret);
    }

    public static Secret HandPayload(string question, Secret answer) => new([.. Encoding.UTF8.GetBytes(question), 0, .. answer.Bytes]);

    /// <summary>Takes one message in; false where it is none that changes a desk.</summary>
    public static bool Apply(SecretDesk desk, DeskVerb verb, Secret payload, (long Uid, long? LoginUid) sender)
    {
        switch (verb)
        {
            case DeskVerb.Unlock when payload.Bytes.Length == Vault.VaultCrypto.KeyBytes:
                desk.Unlock(payload);
                return true;
            case DeskVerb.Lock:
                desk.Lock();
                return true;
            case DeskVerb.Hand when payload.Bytes.LastIndexOf((byte)0) is > 0 and var at:
                using (var answer = new Secret(payload.Bytes[(at + 1)..])) desk.Hand(Encoding.UTF8.GetString(payload.Bytes[..at]), answer);
                return true;
            case DeskVerb.Agent:
                desk.SetAgent(sender.Uid, sender.LoginUid, Encoding.UTF8.GetString(payload.Bytes));
                return true;
            default:
                return false;
        }
    }
}
