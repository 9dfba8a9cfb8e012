using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.HostCsv;

/// <summary>A host file as read: its rows, the rows that are broken, and columns that mean nothing here.</summary>
public sealed record HostCsvFile(IReadOnlyList<HostRow> Rows, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<string> IgnoredColumns);
