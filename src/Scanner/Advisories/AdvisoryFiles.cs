using System.Security.Cryptography;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Scanner.Advisories.DebianTracker;
using Cockpit.Scanner.Advisories.Oval;
using NodaTime;

namespace Cockpit.Scanner.Advisories;

/// <summary>Opens a distribution's feed: finds out from the file itself which it is, and unpacks .gz.</summary>
public static class AdvisoryFiles
{
    /// <exception cref="CockpitException">INTEL_UNREADABLE, INTEL_INVALID.</exception>
    public static IAdvisoryReader Open(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || (file.Attributes & FileAttributes.Directory) != 0) throw Unreadable($"There is no file {name}.");
            return Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), name, Instant.FromDateTimeUtc(file.LastWriteTimeUtc));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable($"{name} cannot be read.", error);
        }
    }

    /// <param name="open">Gives the file's bytes from the beginning each time it is asked.</param>
    /// <param name="writtenAt">The file's own time, for a feed that carries none.</param>
    public static IAdvisoryReader Open(Func<Stream> open, string name, Instant writtenAt)
    {
        byte[] hash;
        byte[] start = new byte[3];
        int first;
        using (Stream file = open())
        {
            if (!file.CanSeek) throw Unreadable($"{name} is no regular file.");
            if (file.Length == 0) throw Unreadable($"{name} is empty.");
            hash = SHA256.HashData(file);
            file.Position = 0;
            file.ReadExactly(start, 0, (int)Math.Min(start.Length, file.Length));
        }

        if (start.AsSpan().SequenceEqual("BZh"u8))
            throw new CockpitException(IntelErrors.IntelInvalid.Because($"{name} is packed with bzip2, which Cockpit does not unpack.", $"Unpack it first (bunzip2 -k {name}) and import the .xml."));
        bool packed = start is [0x1F, 0x8B, ..];
        Stream Unpacked() => new Bounded(open(), packed);
        using (Stream text = Unpacked()) first = FirstLetter(text);
        return first switch
        {
            '{' => new TrackerReader(Unpacked(), hash, writtenAt),
            '<' => new OvalReader(Unpacked, hash, writtenAt),
            _ => throw new CockpitException(IntelErrors.IntelInvalid.Because($"{name} is neither the JSON of Debian's security tracker nor OVAL definitions.")),
        };
    }

    internal static CockpitException Invalid(string what, Exception? inner = null) =>
        inner is null ? new(IntelErrors.IntelInvalid.Because(what)) : new(IntelErrors.IntelInvalid.Because(what), inner);

    private static CockpitException Unreadable(string what, Exception? inner = null) =>
        inner is null ? new(IntelErrors.IntelUnreadable.Because(what)) : new(IntelErrors.IntelUnreadable.Because(what), inner);

    /// <summary>The first that is no white space and no byte order mark; -1 where there is none near the beginning.</summary>
    private static int FirstLetter(Stream text)
    {
        for (int i = 0; i < 1024; i++)
        {
            int b = text.ReadByte();
            if (b is not (' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF)) return b;
        }

        return -1;
    }
}
