using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Nessus;

/// <summary>Reads the output of plugin 19506, "Nessus Scan Information": one line per fact, "Credentialed checks : yes, as 'root' via ssh".</summary>
internal static class NessusScanInfo
{
    public const long PluginId = 19506;

    /// <summary>The output is some 1 to 4 kB; what is longer is not it.</summary>
    private const int MaxBytes = 64 << 10;

    /// <summary>What was covered, or null when the text does not say whether the scan had credentials: then it proves nothing.</summary>
    public static HostCoverage? Parse(ReadOnlySpan<byte> output)
    {
        if (output.Length > MaxBytes) return null;
        string? credentialed = null, ports = null, date = null, name = null, policy = null;
        foreach (ReadOnlySpan<char> line in Encoding.UTF8.GetString(output).AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon < 0) continue;
            ReadOnlySpan<char> key = line[..colon].Trim();
            string value = line[(colon + 1)..].Trim().ToString();
            if (key.Equals("Credentialed checks", StringComparison.OrdinalIgnoreCase)) credentialed ??= value;
            else if (key.Equals("Port range", StringComparison.OrdinalIgnoreCase)) ports ??= value;
            else if (key.Equals("Scan Start Date", StringComparison.OrdinalIgnoreCase)) date ??= value;
            else if (key.Equals("Scan name", StringComparison.OrdinalIgnoreCase)) name ??= value;
            else if (key.Equals("Scan policy used", StringComparison.OrdinalIgnoreCase)) policy ??= value;
        }
        return credentialed is null ? null : new HostCoverage(Date(date), credentialed.StartsWith("yes", StringComparison.OrdinalIgnoreCase), ports ?? "", name ?? policy);
    }

    /// <summary>"2021/1/25 18:40 Romance Standard Time". The zone's name means nothing on another machine, so only an offset "(UTC -04:00)" is read.</summary>
    private static NodaTime.Instant? Date(string? text)
    {
        if (text is null) return null;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || CellNumbers.Date(Encoding.UTF8.GetBytes($"{words[0]} {words[1]}"), out _) is not { } at) return null;
        int utc = text.IndexOf("UTC ", StringComparison.Ordinal);
        if (utc < 0) return at;
        string offset = text[(utc + 4)..].TrimEnd(')', ' ');
        return offset is [('+' or '-') and var sign, _, _, ':', _, _] && int.TryParse(offset.AsSpan(1, 2), out int hours) && int.TryParse(offset.AsSpan(4, 2), out int minutes)
            ? at - NodaTime.Duration.FromMinutes((sign == '-' ? -1 : 1) * (hours * 60 + minutes))
            : at;
    }
}
