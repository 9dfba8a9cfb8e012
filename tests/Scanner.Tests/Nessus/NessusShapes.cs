using System.Text;

namespace Cockpit.Scanner.Tests.Nessus;

/// <summary>Headers of Nessus exports as the product writes them, and rows made up for them. Host and finding are invented.</summary>
public static class NessusShapes
{
    public const string Columns12 = "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,Plugin Output";

    public const string Columns13 = "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output";

    public const string Columns26 = Columns13 +
        ",STIG Severity,CVSS v3.0 Base Score,CVSS Temporal Score,CVSS v3.0 Temporal Score,Risk Factor,BID,XREF,MSKB,Plugin Publication Date,Plugin Modification Date,Metasploit,Core Impact,CANVAS";

    public const string Columns30 =
        "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,STIG Severity,CVSS v4.0 Base Score,CVSS v4.0 Base+Threat Score," +
        "CVSS v3.0 Base Score,CVSS v2.0 Temporal Score,CVSS v3.0 Temporal Score,VPR Score,EPSS Score,Risk Factor,BID,XREF,MSKB,Plugin Publication Date,Plugin Modification Date,Metasploit,Core Impact,CANVAS";

    /// <summary>A row as it is, with no cell that differs.</summary>
    public static readonly (string Column, string Value)[] Plain = [];

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["Plugin ID"] = "201338", ["CVE"] = "CVE-2026-31842", ["CVSS"] = "7.5", ["CVSS v2.0 Base Score"] = "7.5", ["Risk"] = "High", ["Host"] = "web-01.example.test", ["Protocol"] = "tcp",
        ["Port"] = "443", ["Name"] = "OpenSSL < 3.0.18", ["Synopsis"] = "A library is old.", ["Description"] = "Two\nlines, with a comma and \"quotes\".", ["Solution"] = "Upgrade.",
        ["See Also"] = "https://vendor.example.test/1", ["Plugin Output"] = "  Installed : 3.0.15\n  Fixed     : 3.0.18", ["CVSS v3.0 Base Score"] = "9.8", ["CVSS v4.0 Base Score"] = "9.3",
        ["VPR Score"] = "8.1", ["EPSS Score"] = "0.3833", ["Risk Factor"] = "Critical", ["XREF"] = "IAVA:2026-A-0001", ["MSKB"] = "5003169", ["Metasploit"] = "true",
    };

    /// <summary>A header and one row for each set of cells that differ from the invented finding.</summary>
    public static string File(string columns, params (string Column, string Value)[][] rows) => File(',', columns, rows);

    public static string File(char separator, string columns, params (string Column, string Value)[][] rows)
    {
        string[] names = columns.Split(',');
        var text = new StringBuilder(string.Join(separator, names)).Append('\n');
        foreach ((string Column, string Value)[] row in rows) text.AppendJoin(separator, names.Select(n => Quoted(Cell(row, n)))).Append('\n');
        return text.ToString();
    }

    public static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Cell((string Column, string Value)[] row, string name)
    {
        foreach ((string column, string value) in row)
        {
            if (column == name) return value;
        }
        return Defaults.GetValueOrDefault(name, "");
    }
}
