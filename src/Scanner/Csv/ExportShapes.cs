using Cockpit.Scanner.Nessus;
using Cockpit.Scanner.Qualys;
using Cockpit.Scanner.Qualys.Sections;
using Cockpit.Scanner.Tenable;

namespace Cockpit.Scanner.Csv;

/// <summary>Every kind of export that is read. The order matters where one header holds another's names: the more special one comes first.</summary>
internal static class ExportShapes
{
    public static IReadOnlyList<ExportShape> All { get; } =
    [
        ExportShape.Of(FindingFormat.TenableVm, VulnerabilityManagementColumns.Header, "Tenable Vulnerability Management", export => new VulnerabilityManagementReader(export)),
        ExportShape.Of(FindingFormat.Nessus, NessusColumns.Header, "Nessus", export => new NessusReader(export)),
        ExportShape.Of(FindingFormat.TenableSc, SecurityCenterColumns.Header, "Tenable Security Center", export => new SecurityCenterReader(export)),
        new(FindingFormat.QualysWas, WasColumns.Vulnerability, "Qualys WAS", (file, survey, separator) => new WasReader(file, survey, separator)),
        new(FindingFormat.QualysPatch, PatchColumns.ByHost, "Qualys patch report", (file, survey, separator) => new PatchReader(file, survey, separator)),
        ExportShape.Of(FindingFormat.QualysVmdr, VmdrColumns.Header, "Qualys VMDR", export => new VmdrReader(export)),
        ExportShape.Of(FindingFormat.QualysPci, PciColumns.Header, "Qualys PCI", export => new PciReader(export)),
        ExportShape.Of(FindingFormat.Qualys, QualysColumns.Header, "Qualys VM report", export => new QualysReader(export)),
    ];
}
