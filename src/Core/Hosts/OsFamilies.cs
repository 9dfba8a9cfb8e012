namespace Cockpit.Core.Hosts;

/// <summary>The kinds of Linux by their package manager; each is the <see cref="Inventory.OsFamily"/> of the hosts that have it.</summary>
public static class OsFamilies
{
    /// <summary>apt.</summary>
    public const string Debian = "debian";

    /// <summary>dnf or yum: RHEL, Alma, Rocky, Fedora, Amazon, Oracle.</summary>
    public const string RedHat = "redhat";

    /// <summary>zypper.</summary>
    public const string Suse = "suse";

    /// <summary>apk.</summary>
    public const string Alpine = "alpine";

    /// <summary>pacman.</summary>
    public const string Arch = "arch";

    public static IReadOnlyList<string> All { get; } = [Debian, RedHat, Suse, Alpine, Arch];
}
