using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Rpm;

/// <summary>Who works with the packages: the holders of files that hold a process's number, and of the kernel's locks. Pure.</summary>
internal static class LockHolder
{
    /// <summary>"dnf (pid 4711)", several with commas; empty when nobody does.</summary>
    public static string Of(HostAnswer host)
    {
        // "pid name" of a lock file, "pid place name" of the kernel.
        var files = (host.Sections.Find("lock-files")?.Lines ?? []).Select(l => l.Split(' ', 2)).Where(w => w.Length == 2).Select(w => $"{w[0]} - {w[1]}");
        return Locks.Holder([.. files, .. host.Sections.Find("locks")?.Lines ?? []]);
    }
}
