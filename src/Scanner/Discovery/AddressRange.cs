using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Cockpit.Scanner.Discovery;

/// <summary>The addresses of a network in CIDR form (RFC 4632). Pure.</summary>
public sealed class AddressRange
{
    /// <summary>Addresses of one search: a whole /16, or an IPv6 /112. More than that is a typing mistake, or takes hours at a rate that networks bear.</summary>
    public const int MaxAddresses = 65_536;

    private readonly BigInteger first;
    private readonly int bytes;

    private AddressRange(BigInteger first, int count, int bytes) => (this.first, Count, this.bytes) = (first, count, bytes);

    public int Count { get; }

    /// <summary>Null with the problem where it is no network of at most <see cref="MaxAddresses"/>. A single address is one too.</summary>
    public static AddressRange? Parse(string text, out string problem)
    {
        problem = "";
        string[] parts = text.Split('/');
        bool plain = parts[0].Contains(':', StringComparison.Ordinal) || parts[0].Count(c => c == '.') == 3;
        if (parts.Length > 2 || !plain || !IPAddress.TryParse(parts[0], out IPAddress? address) || address.ScopeId() != 0)
        {
            problem = "A network is written as 10.2.0.0/24.";
            return null;
        }
        byte[] raw = address.GetAddressBytes();
        int bits = raw.Length * 8, prefix = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            problem = $"The prefix goes from 0 to {bits}.";
            return null;
        }
        if (bits - prefix > BitOperations.Log2(MaxAddresses))
        {
            problem = $"A search may have {MaxAddresses:N0} addresses: /{bits - BitOperations.Log2(MaxAddresses)} or longer.";
            return null;
        }
        int count = 1 << (bits - prefix);
        BigInteger start = new BigInteger(raw, isUnsigned: true, isBigEndian: true) / count * count;
        // The first address of an IPv4 network is its own name, and the last one is everybody (RFC 919).
        return bits == 32 && count > 2 ? new AddressRange(start + 1, count - 2, raw.Length) : new AddressRange(start, count, raw.Length);
    }

    public IEnumerable<IPAddress> Addresses => Enumerable.Range(0, Count).Select(At);

    private IPAddress At(int index)
    {
        byte[] value = (first + index).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] padded = new byte[bytes];
        value.CopyTo(padded, bytes - value.Length);
        return new IPAddress(padded);
    }
}

file static class Scopes
{
    public static long ScopeId(this IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
