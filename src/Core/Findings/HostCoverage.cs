using NodaTime;

namespace Cockpit.Core.Findings;

/// <summary>What a scan says that it looked at on one host (Nessus: plugin 19506, "Nessus Scan Information"). Only what it covers can be closed.</summary>
/// <param name="ScannedAt">When the host's scan began. A time without a zone is taken as UTC: times of one scanner stay in order.</param>
/// <param name="Credentialed">It logged in to the host, so that it saw installed packages.</param>
/// <param name="PortRange">As the scanner writes it: "default", "1-65535", "22,80,443".</param>
/// <param name="ScanName">Name of the scan, else of its policy; null when neither is given.</param>
public sealed record HostCoverage(Instant? ScannedAt, bool Credentialed, string PortRange, string? ScanName)
{
    /// <summary>
    /// Whether a finding that this scan does not list is proven gone, if <paramref name="before"/> was the coverage that last listed it.
    /// No is the answer whenever it is not proven: less rights than before, another scan, or a port outside the range.
    /// </summary>
    public bool Proves(HostCoverage? before, int port)
    {
        if (before is null) return false;
        if (before.Credentialed && !Credentialed) return false;
        if (!string.Equals(before.ScanName, ScanName, StringComparison.Ordinal)) return false;
        return port == 0 || string.Equals(before.PortRange, PortRange, StringComparison.OrdinalIgnoreCase) || Covers(port);
    }

    /// <summary>Whether the range, written as numbers, holds the port. "default" is the scanner's own list, so it never proves a port.</summary>
    private bool Covers(int port)
    {
        if (PortRange.Equals("all", StringComparison.OrdinalIgnoreCase)) return true;
        foreach (Range part in PortRange.AsSpan().Split(','))
        {
            ReadOnlySpan<char> text = PortRange.AsSpan(part).Trim();
            int dash = text.IndexOf('-');
            if (int.TryParse(dash < 0 ? text : text[..dash], out int first) && int.TryParse(dash < 0 ? text : text[(dash + 1)..], out int last) && port >= first && port <= last) return true;
        }
        return false;
    }
}
