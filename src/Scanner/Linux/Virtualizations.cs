namespace Cockpit.Scanner.Linux;

/// <summary>What a host runs on, in systemd-detect-virt's words. Pure.</summary>
internal static class Virtualizations
{
    private static readonly string[] ContainerWords =
        ["openvz", "lxc", "lxc-libvirt", "systemd-nspawn", "docker", "podman", "rkt", "wsl", "proot", "pouch", "container-other"];

    /// <summary>What makers of virtual machines write where others name their hardware (DMI).</summary>
    private static readonly (string Text, string Word)[] Makers =
    [
        ("QEMU", "qemu"), ("KVM", "kvm"), ("OpenStack", "kvm"), ("Amazon EC2", "amazon"), ("Google Compute", "google"), ("VMware", "vmware"), ("VMW", "vmware"),
        ("innotek GmbH", "oracle"), ("VirtualBox", "oracle"), ("Xen", "xen"), ("Virtual Machine", "microsoft"), ("Parallels", "parallels"), ("BHYVE", "bhyve"),
    ];

    /// <summary>"kvm", "lxc"; "none" for a physical machine; null where nothing tells.</summary>
    /// <param name="lines">The one word of systemd-detect-virt, or a container's word and the machine's maker and model.</param>
    public static string? Of(IReadOnlyList<string> lines)
    {
        var words = lines.Select(Clean.Text).Where(l => l.Length > 0).ToList();
        if (words.Count == 0)
        {
            return null;
        }

        if (words[0].All(c => char.IsAsciiLetterLower(c) || c == '-'))
        {
            return words[0];
        }

        return Makers.Where(m => words.Exists(w => w.Contains(m.Text, StringComparison.Ordinal))).Select(m => m.Word).FirstOrDefault() ?? "none";
    }

    /// <summary>It has no kernel of its own.</summary>
    public static bool IsContainer(string? word) => ContainerWords.Contains(word);
}
