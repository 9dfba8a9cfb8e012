using Cockpit.Cli.Output;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace Cockpit.Cli.Secrets;

/// <summary>Reads a secret that a command takes: from the terminal twice, or from standard input or a descriptor whole. Never from an argument.</summary>
internal static class SecretInput
{
    /// <summary>A new secret: typed twice, or all of standard input without its last line end.</summary>
    /// <exception cref="CockpitException">SECRET_UNAVAILABLE.</exception>
    public static Secret New(Streams streams, string what)
    {
        if (!streams.CanAsk)
        {
            if (!Console.IsInputRedirected) throw Nothing(what);
            using Stream input = Console.OpenStandardInput();
            return All(input, what);
        }
        var prompt = new TerminalPrompt(streams);
        using Secret first = prompt.Ask(new Question(what, what, Echo: false), CancellationToken.None) ?? throw Nothing(what);
        using Secret second = prompt.Ask(new Question(what, "once more", Echo: false), CancellationToken.None) ?? throw Nothing(what);
        return first.Bytes.SequenceEqual(second.Bytes) ? first.Copy() : throw new CockpitException(CredentialErrors.SecretUnavailable.Because("The two are not the same.", "Run it again."));
    }

    /// <summary>The passphrase from a descriptor that the caller opened: cockpit scan --vault-fd 3 3&lt; file.</summary>
    public static Secret FromDescriptor(int number)
    {
        try
        {
            using var handle = new SafeFileHandle(number, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            using Secret all = All(stream, "the passphrase");
            int end = all.Bytes.IndexOf((byte)'\n');
            return end < 0 ? all.Copy() : new Secret(all.Bytes[..end]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CockpitException(CallErrors.Usage.Because($"Descriptor {number} cannot be read."), e);
        }
    }

    private static Secret All(Stream input, string what)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Secret.MaxBytes + 2, pinned: true);
        int length = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > 0 && bytes[length - 1] == '\n') length--;
        if (length > 0 && bytes[length - 1] == '\r') length--;
        try
        {
            return length > 0 ? new Secret(bytes.AsSpan(0, length)) : throw Nothing(what);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static CockpitException Nothing(string what) => new(CredentialErrors.SecretUnavailable.Because($"Nobody gave {what}.", "Type it at a terminal, or give it on standard input."));
}
