using Cockpit.Core.Hosts;

namespace Cockpit.Scanner.Linux;

/// <summary>Which kernels are installed, by their files, and which patches are live in the running one. Pure.</summary>
internal static class Kernels
{
    private const string Live = "live ";

    /// <summary>The newest installed kernel of the running one's flavour; null where none of it is installed (a container, a kernel from outside).</summary>
    /// <param name="lines">"/boot/vmlinuz-6.1.0-43-amd64", "/lib/modules/6.1.0-43-amd64/kernel".</param>
    public static string? Newest(IEnumerable<string> lines, string running) => lines
        .Select(Release)
        .OfType<string>()
        .Where(release => char.IsAsciiDigit(release[0]) && Flavour(release) == Flavour(running))
        .Max(DebianVersion.Order);

    public static bool IsNewer(string? installed, string running) => installed is not null && DebianVersion.IsNewer(installed, running);

    /// <summary>The live patches (kpatch, livepatch, SUSE's) that the kernel lists under /sys/kernel/livepatch, and whether each is on; empty when there is none.</summary>
    public static string LivePatches(IEnumerable<string> lines) => string.Join(", ", lines
        .Where(l => l.StartsWith(Live, StringComparison.Ordinal))
        .Select(l => l.Split(' '))
        .Where(words => words.Length == 3 && Clean.IsWord(words[1]))
        .Select(words => words[2] == "1" ? words[1] : $"{words[1]} (off)")
        .Order(StringComparer.Ordinal));

    private static string? Release(string path)
    {
        var parts = path.Split('/');
        var release = path.StartsWith("/boot/vmlinuz-", StringComparison.Ordinal) ? path["/boot/vmlinuz-".Length..]
            : path.StartsWith("/lib/modules/", StringComparison.Ordinal) && parts.Length == 5 ? parts[3]
            : "";
        return Clean.IsWord(release) ? release : null;
    }

    /// <summary>What stands behind the numbers: "amd64", "cloud-amd64", "generic", "default"; nothing on Red Hat's. A real-time kernel is no successor of a plain one.</summary>
    private static string Flavour(string release)
    {
        var words = release.Split('-');
        var at = words.Length;
        while (at > 1 && words[at - 1].Length > 0 && char.IsAsciiLetter(words[at - 1][0]))
        {
            at--;
        }

        return string.Join('-', words[at..]);
    }
}
