using System.Buffers.Binary;
using System.Text;

namespace Cockpit.Remote.Agent;

/// <summary>Reads the data types of RFC 4251 section 5. <see cref="FormatException"/> where the bytes end too early. Pure.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public byte Byte() => Take(1)[0];

    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        return length <= _left.Length ? Take((int)length) : throw new FormatException("A length points behind the end.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length) throw new FormatException("The message ends too early.");
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}

internal static class WireText
{
    /// <summary>The type that a public key blob begins with; null where it begins with none.</summary>
    public static string? FirstString(ReadOnlySpan<byte> blob)
    {
        try
        {
            var text = Encoding.ASCII.GetString(new WireReader(blob).Bytes());
            return text.Length is > 0 and < 100 && text.All(c => c is > ' ' and < '\x7f') ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
