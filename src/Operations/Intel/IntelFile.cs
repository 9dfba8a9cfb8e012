using System.Security.Cryptography;
using Cockpit.Core.Errors;

namespace Cockpit.Operations.Intel;

/// <summary>A feed's file, read whole: its bytes are what is hashed, and what is parsed.</summary>
/// <param name="Hash">SHA-256, in lower-case hex.</param>
internal sealed record IntelFile(string Name, byte[] Bytes, string Hash)
{
    /// <exception cref="CockpitException">INTEL_UNREADABLE, INTEL_INVALID where it is larger than such a file ever is.</exception>
    public static IntelFile Read(string path, int maxBytes)
    {
        string name = NameOf(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var bytes = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                // Counted as they come: a pipe has no length, and a file may grow while it is read.
                if (bytes.Length + read > maxBytes) throw new CockpitException(IntelErrors.IntelInvalid.Because($"{name} is larger than {maxBytes >> 20} MB."));
                bytes.Write(buffer, 0, read);
            }
            byte[] all = bytes.ToArray();
            return new IntelFile(name, all, Convert.ToHexStringLower(SHA256.HashData(all)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CockpitException(IntelErrors.IntelUnreadable.Because($"{name} could not be read."), e);
        }
    }

    /// <summary>As it is kept and shown.</summary>
    public static string NameOf(string path) => Printable.Line(Path.GetFileName(path), 200);
}
