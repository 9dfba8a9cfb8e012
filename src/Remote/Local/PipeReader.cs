using System.Buffers;
using Cockpit.Core.Credentials;

namespace Cockpit.Remote.Local;

/// <summary>Reads one pipe of a child on a thread of its own, up to a cap.</summary>
internal sealed class PipeReader
{
    private readonly Stream _pipe;
    private readonly int _most;
    private readonly ArrayBufferWriter<byte> _read = new();
    private readonly Action<PipeReader> _ended;
    private volatile bool _tooMuch;

    /// <param name="ended">Called once, on this reader's thread: all was read, or too much, or the pipe broke.</param>
    public PipeReader(Stream pipe, int mostBytes, string name, Action<PipeReader> ended)
    {
        _ended = ended;
        _pipe = pipe;
        _most = mostBytes;
        new Thread(Read, maxStackSize: 256 * 1024) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>More came than the cap allows; the rest is not read, and the pipe is closed, so that the writer ends.</summary>
    public bool TooMuch => _tooMuch;

    /// <summary>What was read so far; whole once it has ended without <see cref="TooMuch"/>.</summary>
    public byte[] Bytes
    {
        get
        {
            lock (_read)
            {
                return _read.WrittenSpan.ToArray();
            }
        }
    }

    /// <summary>What was read, as a secret; the copies in here are wiped.</summary>
    public Secret TakeSecret()
    {
        lock (_read)
        {
            var secret = new Secret(_read.WrittenSpan);
            _read.Clear();
            return secret;
        }
    }

    private void Read()
    {
        var chunk = new byte[16 * 1024];
        try
        {
            using (_pipe)
            {
                for (var count = _pipe.Read(chunk); count > 0 && !_tooMuch; count = _tooMuch ? 0 : _pipe.Read(chunk))
                {
                    _tooMuch = _read.WrittenCount + count > _most;
                    lock (_read)
                    {
                        _read.Write(chunk.AsSpan(0, _tooMuch ? 0 : count));
                    }
                }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The child was killed and its pipe closed under us; how it ended is known from its exit.
        }

        _ended(this);
    }
}
