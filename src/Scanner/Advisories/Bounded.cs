using System.IO.Compression;

namespace Cockpit.Scanner.Advisories;

/// <summary>A feed's text, unpacked where it is packed, up to a length: a small archive that unpacks to more is a bomb.</summary>
internal sealed class Bounded(Stream file, bool packed) : Stream
{
    /// <summary>The largest of them, SUSE's definitions of a whole product line, are some 700 MB.</summary>
    private const long MaxBytes = 2L << 30;

    private readonly Stream text = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = text.Read(buffer);
            read += count;
            return read <= MaxBytes ? count : throw AdvisoryFiles.Invalid($"It is longer than {MaxBytes >> 30} GB.");
        }
        catch (InvalidDataException e)
        {
            throw AdvisoryFiles.Invalid("The archive is damaged or cut.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
