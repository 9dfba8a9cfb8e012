using System.Buffers.Binary;
using Cockpit.Core.Errors;

namespace Cockpit.Store;

/// <summary>
/// Looks at a file's first 100 bytes before SQLite does (https://www.sqlite.org/fileformat.html): SQLite would take an empty file for
/// an empty database, open any program's database, and notice a cut one only when it reads what is gone.
/// </summary>
internal static class FileHeader
{
    private const int Size = 100;

    public static void Check(string path)
    {
        Span<byte> header = stackalloc byte[Size];
        long length;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = stream.Length;
            if (stream.ReadAtLeast(header, Size, throwOnEndOfStream: false) < Size || !header.StartsWith("SQLite format 3\0"u8))
                throw new CockpitException(FileErrors.FileNotCockpit.Because($"{path} is no Cockpit file."));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CockpitException(FileErrors.FileMissing.Because($"{path} cannot be read by this user."), e);
        }

        if (BinaryPrimitives.ReadInt32BigEndian(header[68..]) != CockpitFile.ApplicationId)
            throw new CockpitException(FileErrors.FileNotCockpit.Because($"{path} is another program's SQLite file."));

        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is 1 ? 65_536 : BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        long pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        bool hasLog = File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0;
        if (!hasLog && pages * pageSize > length)
            throw new CockpitException(FileErrors.FileDamaged.Because($"{path} is cut off: {length:N0} of {pages * pageSize:N0} bytes are there."));
    }
}
