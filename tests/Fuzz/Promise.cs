using Cockpit.Core.Hosts;

namespace Cockpit.Fuzz;

/// <summary>What parsers promise of what they return, whatever they were given.</summary>
internal static class Promise
{
    /// <summary>No name, version or word of an inventory can drive a terminal.</summary>
    public static void Printable(Inventory inventory)
    {
        IEnumerable<string> words =
        [
            inventory.OsName, inventory.OsVersion, inventory.OsCodename, inventory.Architecture, inventory.Kernel, inventory.BootId,
            .. inventory.RebootPackages, .. inventory.Unread,
            .. inventory.Packages.SelectMany(p => new[] { p.Name, p.Architecture, p.Version, p.SourceName, p.SourceVersion }),
            .. inventory.Updates.SelectMany(u => new[] { u.Name, u.Architecture, u.From, u.To, u.Source }),
        ];
        if (words.FirstOrDefault(w => w.Any(char.IsControl)) is { } bad)
            throw new BrokenPromiseException($"A word holds a control character: {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(bad))}");
    }

    /// <summary>Printable and short, where they are given.</summary>
    public static void Words(params ReadOnlySpan<string?> words)
    {
        foreach (string? word in words)
        {
            if (word is not null && (word.Length is 0 or > 255 || word.Any(c => c is <= ' ' or > '~'))) throw new BrokenPromiseException($"A word is none: {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(word))}");
        }
    }

    /// <summary>Each equals itself, and turning two round turns the answer round. rpm compares no release that one lacks, so three may go round in a circle.</summary>
    public static void Turned(Func<string, string, int> compare, string lines)
    {
        string[] versions = [.. lines.Split('\n').Take(2)];
        foreach (string a in versions)
        {
            if (compare(a, a) != 0) throw new BrokenPromiseException($"{a} is not equal to itself.");
            foreach (string b in versions)
            {
                if (Math.Sign(compare(a, b)) != -Math.Sign(compare(b, a))) throw new BrokenPromiseException($"{a} and {b} have no order.");
            }
        }
    }

    /// <summary>An order of versions is one: each equals itself, and turning two round turns the answer round.</summary>
    public static void Ordered(Func<string, string, int> compare, string lines)
    {
        string[] versions = [.. lines.Split('\n').Take(3)];
        foreach (string a in versions)
        {
            if (compare(a, a) != 0) throw new BrokenPromiseException($"{a} is not equal to itself.");
            foreach (string b in versions)
            {
                if (Math.Sign(compare(a, b)) != -Math.Sign(compare(b, a))) throw new BrokenPromiseException($"{a} and {b} have no order.");
                foreach (string c in versions)
                {
                    if (compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0) throw new BrokenPromiseException($"{a}, {b} and {c} go round in a circle.");
                }
            }
        }
    }
}
