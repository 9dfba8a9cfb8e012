using NodaTime;

namespace Cockpit.Core.Hosts.Support;

/// <summary>
/// Until when vendors make security updates, as it was known on <see cref="AsOf"/>: Debian and Ubuntu from distro-info-data 0.58+deb12u6, the others from the
/// vendors' life-cycle pages. A release that is not here is not known. Its date stands beside each answer.
/// </summary>
internal static class SupportTable
{
    /// <summary>The Debian long-term support team's, open to all.</summary>
    public const string Lts = "Debian LTS";

    /// <summary>Ubuntu Pro's esm-infra, for hosts that are attached to it.</summary>
    public const string Esm = "esm-infra";

    public static readonly LocalDate AsOf = new(2026, 8, 22);

    /// <summary>The architectures for which Debian LTS is made.</summary>
    public static readonly IReadOnlyList<string> LtsArchitectures = ["amd64", "i386", "arm64", "armhf"];

    public static IReadOnlyList<SupportedRelease> Releases { get; } =
    [
        // Debian: its security team, then the LTS team through the same suite.
        new("debian", "8", "jessie", new(2018, 6, 17), Lts, new(2020, 6, 30)),
        new("debian", "9", "stretch", new(2020, 7, 18), Lts, new(2022, 6, 30)),
        new("debian", "10", "buster", new(2022, 9, 10), Lts, new(2024, 6, 30)),
        new("debian", "11", "bullseye", new(2024, 8, 14), Lts, new(2026, 8, 31)),
        new("debian", "12", "bookworm", new(2026, 7, 11), Lts, new(2028, 6, 30)),
        new("debian", "13", "trixie", new(2028, 8, 9), Lts, new(2030, 6, 30)),

        // Ubuntu: standard support, then ESM for hosts attached to Ubuntu Pro.
        new("ubuntu", "14.04", "trusty", new(2019, 4, 25), Esm, new(2024, 4, 25)),
        new("ubuntu", "16.04", "xenial", new(2021, 4, 30), Esm, new(2026, 4, 23)),
        new("ubuntu", "18.04", "bionic", new(2023, 5, 31), Esm, new(2028, 4, 26)),
        new("ubuntu", "20.04", "focal", new(2025, 5, 29), Esm, new(2030, 4, 23)),
        new("ubuntu", "22.04", "jammy", new(2027, 6, 1), Esm, new(2032, 4, 21)),
        new("ubuntu", "22.10", "kinetic", new(2023, 7, 20), null, null),
        new("ubuntu", "23.04", "lunar", new(2024, 1, 25), null, null),
        new("ubuntu", "23.10", "mantic", new(2024, 7, 11), null, null),
        new("ubuntu", "24.04", "noble", new(2029, 5, 31), Esm, new(2034, 4, 25)),
        new("ubuntu", "24.10", "oracular", new(2025, 7, 10), null, null),
        new("ubuntu", "25.04", "plucky", new(2026, 1, 15), null, null),
        new("ubuntu", "25.10", "questing", new(2026, 7, 9), null, null),
        new("ubuntu", "26.04", "resolute", new(2031, 5, 29), Esm, new(2036, 4, 23)),

        // Red Hat Enterprise Linux and what is built like it; ELS is an add-on that no file on a host proves.
        new("rhel", "10", "", new(2035, 5, 31), null, null),
        new("rhel", "9", "", new(2032, 5, 31), null, null),
        new("rhel", "8", "", new(2029, 5, 31), null, null),
        new("rhel", "7", "", new(2024, 6, 30), null, null),
        new("rhel", "6", "", new(2020, 11, 30), null, null),
        new("almalinux", "10", "", new(2035, 5, 31), null, null),
        new("almalinux", "9", "", new(2032, 5, 31), null, null),
        new("almalinux", "8", "", new(2029, 5, 31), null, null),
        new("rocky", "10", "", new(2035, 5, 31), null, null),
        new("rocky", "9", "", new(2032, 5, 31), null, null),
        new("rocky", "8", "", new(2029, 5, 31), null, null),
        // CentOS Linux and CentOS Stream share an ID; the 8 of the one ended before that of the other, and both are past.
        new("centos", "10", "", new(2030, 5, 31), null, null),
        new("centos", "9", "", new(2027, 5, 31), null, null),
        new("centos", "8", "", new(2024, 5, 31), null, null),
        new("centos", "7", "", new(2024, 6, 30), null, null),
        new("centos", "6", "", new(2020, 11, 30), null, null),
        new("ol", "9", "", new(2032, 6, 30), null, null),
        new("ol", "8", "", new(2029, 7, 31), null, null),
        new("ol", "7", "", new(2024, 12, 31), null, null),
        new("ol", "6", "", new(2021, 3, 31), null, null),
        new("fedora", "44", "", new(2027, 6, 2), null, null),
        new("fedora", "43", "", new(2026, 12, 9), null, null),
        new("fedora", "42", "", new(2026, 5, 27), null, null),
        new("fedora", "41", "", new(2025, 12, 15), null, null),
        new("fedora", "40", "", new(2025, 5, 13), null, null),
        new("fedora", "39", "", new(2024, 11, 26), null, null),
        new("fedora", "38", "", new(2024, 5, 21), null, null),
        new("amzn", "2023", "", new(2029, 6, 30), null, null),
        new("amzn", "2", "", new(2026, 6, 30), null, null),
        new("amzn", "2018", "", new(2023, 12, 31), null, null),

        // SUSE; LTSS is an add-on that no file on a host proves.
        new("sles", "16.0", "", new(2027, 11, 30), null, null),
        new("sles", "15.7", "", new(2031, 7, 31), null, null),
        new("sles", "15.6", "", new(2025, 12, 31), null, null),
        new("sles", "15.5", "", new(2024, 12, 31), null, null),
        new("sles", "15.4", "", new(2023, 12, 31), null, null),
        new("sles", "15.3", "", new(2022, 12, 31), null, null),
        new("sles", "12.5", "", new(2024, 10, 31), null, null),
        new("sles_sap", "16.0", "", new(2027, 11, 30), null, null),
        new("sles_sap", "15.7", "", new(2031, 7, 31), null, null),
        new("sles_sap", "15.6", "", new(2025, 12, 31), null, null),
        new("sles_sap", "15.5", "", new(2024, 12, 31), null, null),
        new("sles_sap", "15.4", "", new(2023, 12, 31), null, null),
        new("sles_sap", "15.3", "", new(2022, 12, 31), null, null),
        new("sles_sap", "12.5", "", new(2024, 10, 31), null, null),
        new("sled", "16.0", "", new(2027, 11, 30), null, null),
        new("sled", "15.7", "", new(2031, 7, 31), null, null),
        new("sled", "15.6", "", new(2025, 12, 31), null, null),
        new("sled", "15.5", "", new(2024, 12, 31), null, null),
        new("sled", "15.4", "", new(2023, 12, 31), null, null),
        new("sled", "15.3", "", new(2022, 12, 31), null, null),
        new("sled", "12.5", "", new(2024, 10, 31), null, null),
        new("opensuse-leap", "16.0", "", new(2027, 10, 31), null, null),
        new("opensuse-leap", "15.6", "", new(2026, 4, 30), null, null),
        new("opensuse-leap", "15.5", "", new(2024, 12, 31), null, null),
        new("opensuse-leap", "15.4", "", new(2023, 12, 7), null, null),
        new("opensuse-leap", "15.3", "", new(2022, 12, 31), null, null),

        // Alpine: each branch for two years.
        new("alpine", "3.24", "", new(2028, 6, 1), null, null),
        new("alpine", "3.23", "", new(2027, 11, 1), null, null),
        new("alpine", "3.22", "", new(2027, 5, 1), null, null),
        new("alpine", "3.21", "", new(2026, 11, 1), null, null),
        new("alpine", "3.20", "", new(2026, 4, 1), null, null),
        new("alpine", "3.19", "", new(2025, 11, 1), null, null),
        new("alpine", "3.18", "", new(2025, 5, 9), null, null),
        new("alpine", "3.17", "", new(2024, 11, 22), null, null),
        new("alpine", "3.16", "", new(2024, 5, 23), null, null),
    ];
}
