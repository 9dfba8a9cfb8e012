namespace Cockpit.Core.Findings;

/// <summary>
/// Who reported a finding: a scanner's export, or our own scans compared with what the distributions publish (Inventory). Part of a
/// finding's identity, so a number never changes.
/// </summary>
public enum FindingSource : byte { Nessus = 1, Qualys = 2, Inventory = 3 }

/// <summary>Transport protocol of a finding's port. Part of a finding's identity, so a number never changes.</summary>
public enum FindingProtocol : byte { None = 0, Tcp = 1, Udp = 2, Icmp = 3, Other = 9 }
