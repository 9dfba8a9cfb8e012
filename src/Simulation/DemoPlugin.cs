namespace Cockpit.Simulation;

/// <summary>
/// A scanner's test, made up for the demo. Numbers from 900001 and CVEs from 90001 on are used by nobody, so that no invented finding
/// can be taken for a real one.
/// </summary>
/// <param name="Package">The pending update that it is about; it is found where that update is pending. Null: by chance alone.</param>
/// <param name="Role">Only on hosts of this role; null is all.</param>
/// <param name="Chance">On how many of those hosts it is found, 0 to 1.</param>
/// <param name="Tenths">CVSS v3 base score in tenths; 0 for what only informs.</param>
/// <param name="Epss">In hundred-thousandths.</param>
internal sealed record DemoPlugin(
    int Number, string Name, string? Package, string? Role, double Chance, int Port, int Tenths, int Vpr, int Epss, bool Exploit, int Cves)
{
    public string Risk => Tenths switch { 0 => "None", < 40 => "Low", < 70 => "Medium", < 90 => "High", _ => "Critical" };

    /// <summary>What was found in the weeks before and has been fixed since, host after host.</summary>
    public static IReadOnlyList<DemoPlugin> Fixed { get; } =
    [
        new(900_101, "curl heap overflow in SOCKS handling", null, null, 0.8, 0, 98, 89, 52_000, true, 1),
        new(900_102, "glibc iconv buffer overflow", null, null, 0.9, 0, 88, 84, 31_000, true, 1),
        new(900_103, "OpenSSH signal handler race", null, null, 0.7, 22, 81, 78, 14_000, true, 1),
        new(900_104, "Apache Tomcat request smuggling", null, "app", 0.8, 8080, 75, 51, 2_100, false, 2),
        new(900_105, "PHP argument injection", null, "web", 0.5, 443, 98, 96, 93_000, true, 1),
        new(900_106, "Postfix SMTP smuggling", null, "mail", 1, 25, 53, 33, 1_900, false, 1),
        new(900_107, "MariaDB server crash", null, "db", 0.6, 3306, 49, 21, 300, false, 2),
        new(900_108, "Linux kernel io_uring use after free", null, null, 0.8, 0, 78, 74, 8_700, false, 1),
    ];

    public static IReadOnlyList<DemoPlugin> All { get; } =
    [
        new(900_001, "OpenSSL name check buffer overflow", "openssl", null, 0.9, 0, 98, 92, 91_000, true, 2),
        new(900_002, "OpenSSL certificate chain denial of service", "libssl3", null, 0.8, 0, 75, 52, 1_300, false, 1),
        new(900_003, "nginx HTTP/3 worker memory corruption", "nginx", "web", 1, 443, 91, 81, 21_000, true, 1),
        new(900_004, "nginx mp4 module information disclosure", "nginx", "web", 0.7, 443, 53, 31, 400, false, 1),
        new(900_005, "PostgreSQL privilege escalation through extension scripts", "postgresql-15", "db", 1, 5432, 88, 67, 2_400, false, 3),
        new(900_006, "PostgreSQL row security bypass", "postgresql-15", "db", 0.6, 5432, 42, 22, 90, false, 1),
        new(900_007, "libxml2 use after free", "libxml2", null, 1, 0, 78, 59, 700, false, 2),
        new(900_008, "Linux kernel netfilter privilege escalation", "linux-image-amd64", null, 1, 0, 78, 94, 62_000, true, 1),
        new(900_009, "Linux kernel file system information leak", "linux-image-amd64", null, 0.7, 0, 33, 14, 60, false, 4),
        new(900_010, "sudo host option local root", "sudo", null, 1, 0, 93, 88, 34_000, true, 1),
        new(900_011, "SSH weak key exchange algorithms enabled", null, null, 0.5, 22, 37, 0, 0, false, 0),
        new(900_012, "TLS version 1.0 enabled", null, "web", 0.3, 443, 65, 0, 0, false, 0),
        new(900_013, "SSL certificate cannot be trusted", null, null, 0.25, 443, 65, 0, 0, false, 0),
        new(900_014, "Mail server open to relaying", null, "mail", 0.5, 25, 75, 44, 5_100, false, 1),
        new(900_015, "SNMP agent default community name", null, "app", 0.2, 161, 75, 56, 8_800, false, 1),
        new(900_016, "Unsupported version of a Java runtime", null, "app", 0.3, 0, 100, 74, 12_000, false, 0),
        new(900_017, "Redis without authentication", null, "app", 0.1, 6379, 98, 95, 94_000, true, 1),
        new(900_018, "HTTP server type and version", null, "web", 1, 443, 0, 0, 0, false, 0),
        new(900_019, "SSH server type and version", null, null, 1, 22, 0, 0, 0, false, 0),
        new(900_020, "Operating system identification", null, null, 1, 0, 0, 0, 0, false, 0),
    ];
}
