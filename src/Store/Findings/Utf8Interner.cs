using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace Cockpit.Store.Findings;

/// <summary>Gives each distinct text a number, from 0. Exact: texts are compared, not only their hashes.</summary>
internal sealed class Utf8Interner
{
    private readonly Dictionary<byte[], int> numbers;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup;
    private readonly List<byte[]> texts = [];

    public Utf8Interner(long seed)
    {
        numbers = new(new Bytes(seed));
        lookup = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => texts.Count;

    public byte[] this[int number] => texts[number];

    public int NumberOf(ReadOnlySpan<byte> text)
    {
        if (lookup.TryGetValue(text, out int number)) return number;
        number = texts.Count;
        byte[] copy = text.ToArray();
        texts.Add(copy);
        numbers.Add(copy, number);
        return number;
    }

    /// <summary>Seeded, so that a file made to collide does not slow the import down.</summary>
    private sealed class Bytes(long seed) : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate, seed);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
