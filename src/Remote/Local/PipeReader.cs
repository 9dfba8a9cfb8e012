using System.Buffers;

namespace Cockpit.Remote.Local;

/// <summary>Reads one pipe of a child on a thread of its own, up to a cap.</summary>
internal sealed class PipeReader
{
    private readonly Stream _pipe;
    private readonly int _most;
    private readonly ArrayBufferWriter<byte> _read = new();
    private readonly Thread _thread;
    private volatile bool _tooMuch;
    private volatile bool _atEnd;

    public PipeReader(Stream pipe, int mostBytes, string name)
    {
        _pipe = pipe;
        _most = mostBytes;
        _thread = new Thread(Read, maxStackSize: 256 * 1024) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>More came than the cap allows; the rest is not read.</summary>
    public bool TooMuch => _tooMuch;

    /// <summary>All was read, and <see cref="Bytes"/> is whole.</summary>
    public bool AtEnd => _atEnd;

    /// <summary>What was read; only once <see cref="AtEnd"/>.</summary>
    public byte[] Bytes => _read.WrittenSpan.ToArray();

    public void Wait(TimeSpan limit) => _thread.Join(limit);

    private void Read()
    {
        var chunk = new byte[16 * 1024];
        try
        {
            for (var count = _pipe.Read(chunk); count > 0; count = _pipe.Read(chunk))
            {
                if (_read.WrittenCount + count > _most)
                {
                    _tooMuch = true;
                    return;
                }

                _read.Write(chunk.AsSpan(0, count));
            }

            _atEnd = true;
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The child was killed and its pipe closed under us; what was read so far is not used.
        }
    }
}
