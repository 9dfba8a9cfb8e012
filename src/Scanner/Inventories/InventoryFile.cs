using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories;

/// <summary>The kinds of file that hosts are read from.</summary>
public enum InventoryFormat { Csv, SshConfig, Ansible, Hosts, Nmap }

/// <summary>A file with hosts as read: every line that could have named one is a row, rejected, or passed over with the reason.</summary>
/// <param name="Rejected">Lines that are wrong, or that name a host which cannot be taken as it is written.</param>
/// <param name="PassedOver">Lines that are right and mean no host here, such as a pattern or a loopback address.</param>
/// <param name="IgnoredColumns">Columns of a CSV that mean nothing here.</param>
public sealed record InventoryFile(
    InventoryFormat Format, IReadOnlyList<HostRow> Rows, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<RejectedHost> PassedOver, IReadOnlyList<string> IgnoredColumns);

/// <summary>Another file that an inventory speaks of: an Include, or a group's variables.</summary>
public sealed record InventoryPart(string Name, byte[] Bytes);

/// <summary>The files beside an inventory that fit a name, which may hold "*" and "?" in its last part; none where there is none.</summary>
public delegate IReadOnlyList<InventoryPart> InventoryParts(string pattern);
