using Cockpit.Scanner.Nessus;
using Cockpit.Scanner.Qualys;
using Cockpit.Scanner.Tenable;

namespace Cockpit.Scanner.Csv;

/// <summary>Every kind of export that is read. The order matters where one header holds another's names: the more special one comes first.</summary>
internal static class ExportShapes
{
    public static IReadOnlyList<ExportShape> All { get; } =
    [
        new(FindingFormat.Nessus, VulnerabilityManagementColumns.Header, "definition.id, asset.id and severity (Tenable Vulnerability Management)", export => new VulnerabilityManagementReader(export)),
        new(FindingFormat.Nessus, NessusColumns.Header, "Plugin ID, Risk, Host and Name (Nessus)", export => new NessusReader(export)),
        new(FindingFormat.Nessus, SecurityCenterColumns.Header, "Plugin, Plugin Name, Severity and IP Address (Tenable Security Center)", export => new SecurityCenterReader(export)),
        new(FindingFormat.Qualys, VmdrColumns.Header, "QID, Title, Severity and Asset Name (Qualys VMDR)", export => new VmdrReader(export)),
        new(FindingFormat.Qualys, PciColumns.Header, "IP, QID, VULN TITLE and Q_SEVERITY (Qualys PCI)", export => new PciReader(export)),
        new(FindingFormat.Qualys, QualysColumns.Header, "IP, QID, Title and Severity (Qualys VM report)", export => new QualysReader(export)),
    ];
}
