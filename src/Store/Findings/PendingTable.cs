namespace Cockpit.Store.Findings;

/// <summary>
/// The findings of the file that is being read, by their key. They stand in blocks, so that growing copies none of them, and are found
/// through a table of their numbers: a million of them cost a third of what a dictionary and a list do.
/// </summary>
internal sealed class PendingTable
{
    private const int BlockBits = 13;
    private const int InBlock = (1 << BlockBits) - 1;

    private readonly List<PendingFinding[]> blocks = [];

    /// <summary>A finding's number + 1, and its hash, so that others' findings need not be looked at; 0 is free. Never more than half full.</summary>
    private (int Number, int Hash)[] slots = new (int, int)[1 << 12];

    public int Count { get; private set; }

    public ref PendingFinding this[int number] => ref blocks[number >> BlockBits][number & InBlock];

    /// <summary>The finding of this key. One that is not known yet is added with nothing but its key.</summary>
    public ref PendingFinding Of(in PendingKey key, out bool known)
    {
        // A finding's rows, one for each CVE, mostly follow each other.
        if (Count > 0 && this[Count - 1].Key == key)
        {
            known = true;
            return ref this[Count - 1];
        }
        int hash = HashOf(key), slot = SlotOf(key, hash);
        known = slots[slot].Number != 0;
        if (known) return ref this[slots[slot].Number - 1];
        if ((Count + 1) * 2 > slots.Length)
        {
            Grow();
            slot = SlotOf(key, hash);
        }
        if (Count >> BlockBits == blocks.Count) blocks.Add(new PendingFinding[InBlock + 1]);
        slots[slot] = (++Count, hash);
        ref PendingFinding added = ref this[Count - 1];
        added.Key = key;
        return ref added;
    }

    private int SlotOf(in PendingKey key, int hash)
    {
        int slot = hash & (slots.Length - 1);
        while (slots[slot].Number != 0 && (slots[slot].Hash != hash || this[slots[slot].Number - 1].Key != key)) slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        (int Number, int Hash)[] before = slots;
        slots = new (int, int)[before.Length * 2];
        foreach ((int Number, int Hash) one in before)
        {
            if (one.Number == 0) continue;
            int slot = one.Hash & (slots.Length - 1);
            while (slots[slot].Number != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = one;
        }
    }

    /// <summary>Seeded by the runtime, so that a file made to collide does not slow the import down.</summary>
    private static int HashOf(in PendingKey key) => HashCode.Combine(key.Machine, key.Plugin, key.Instance, key.Port << 8 | (byte)key.Protocol);
}
